package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.DidKeys;
import dev.linkspan.httpsignatures.KeyFingerprint;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be said about the keys in a file.
 *
 * @param file the keys
 * @param policy which of them are too weak
 */
public record KeyReport(KeyFile file, VerificationPolicy policy) {

    private static final int LABEL_WIDTH = 13;

    /** Whether every key is usable and strong enough. */
    public boolean isGood() {
        return file.unusable().isEmpty()
                && file.keys().stream()
                        .allMatch(key -> policy.weakness(key.key()).isEmpty());
    }

    /** For people; one block a key. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (NamedKey key : file.keys()) {
            text.append(text.isEmpty() ? "" : "\n");
            facts(key)
                    .forEach((label, value) -> text.append(label)
                            .append(" ".repeat(LABEL_WIDTH - label.length()))
                            .append(printable(value))
                            .append('\n'));
            text.append(PemKeys.write(key.key()));
        }
        file.unusable()
                .forEach(broken ->
                        text.append("\nunusable     ").append(printable(broken)).append('\n'));
        return text.toString();
    }

    /** For programs; the members are documented in {@code docs/verify.md}. */
    public JsonObject json() {
        JsonArrayBuilder keys = JsonText.array();
        for (NamedKey key : file.keys()) {
            JsonObjectBuilder json = JsonText.object();
            facts(key).forEach(json::add);
            keys.add(json.add("isPrivate", key.isPrivate())
                    .add("isWeak", policy.weakness(key.key()).isPresent())
                    .add("pem", PemKeys.write(key.key())));
        }
        JsonArrayBuilder unusable = JsonText.array();
        file.unusable().forEach(unusable::add);
        return JsonText.object()
                .add("good", isGood())
                .add("keys", keys)
                .add("unusable", unusable)
                .build();
    }

    private Map<String, String> facts(NamedKey key) {
        Map<String, String> facts = new LinkedHashMap<>();
        key.id().ifPresent(id -> facts.put("id", id));
        key.owner().ifPresent(owner -> facts.put("owner", owner));
        facts.put("kind", kind(key.key()));
        facts.put("holds", key.isPrivate() ? "the private key (not shown)" : "the public key");
        facts.put("form", key.form());
        facts.put(
                "strength",
                policy.weakness(key.key()).map(why -> "WEAK: " + why).orElse("good"));
        facts.put("fingerprint", KeyFingerprint.of(key.key()).toString());
        try {
            facts.put("multikey", Multikeys.write(key.key()));
            facts.put("did", DidKeys.write(key.key()));
        } catch (IllegalArgumentException e) {
            // A kind that has no such form.
            facts.put("multikey", "none for this kind of key");
        }
        return facts;
    }

    private static String kind(PublicKey key) {
        return switch (key) {
            case RSAKey rsa ->
                key.getAlgorithm() + ", " + rsa.getModulus().bitLength() + " bits, exponent "
                        + (key instanceof java.security.interfaces.RSAPublicKey full ? full.getPublicExponent() : "?");
            case EdECKey ed -> ed.getParams().getName();
            case ECKey ec -> "ECDSA, P-" + ec.getParams().getCurve().getField().getFieldSize();
            default -> key.getAlgorithm();
        };
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().forEach(c -> shown.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return shown.toString();
    }
}
