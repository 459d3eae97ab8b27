package dev.linkspan.httpsignatures;

import java.util.HashMap;
import java.util.Map;

/** Asks another resolver at most once for the same. For one request; not thread-safe. */
final class RememberedKeys implements KeyResolver {

    private record Question(String keyId, Freshness freshness) {}

    private final KeyResolver keys;
    private final Map<Question, KeyResolution> answers = new HashMap<>();

    RememberedKeys(KeyResolver keys) {
        this.keys = keys;
    }

    @Override
    public KeyResolution resolve(String keyId, Freshness freshness) {
        Question question = new Question(keyId, freshness);
        KeyResolution known = answers.get(question);
        if (known != null) {
            return known;
        }
        KeyResolution answer = keys.resolve(keyId, freshness);
        answers.put(question, answer);
        return answer;
    }
}
