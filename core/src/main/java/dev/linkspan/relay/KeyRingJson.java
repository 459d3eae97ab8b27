package dev.linkspan.relay;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.relay.KeyRing.Announced;
import dev.linkspan.relay.KeyRing.Retired;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.security.KeyPair;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each of the relay's keys is for, as JSON; the keys themselves are elsewhere. */
public final class KeyRingJson {

    private KeyRingJson() {}

    /** Where the keys are. */
    @FunctionalInterface
    public interface Pairs {
        /**
         * Finds a key by its fragment.
         *
         * @throws IOException if it is not there or cannot be read
         */
        KeyPair pair(String fragment) throws IOException;
    }

    /** Says what each key is for. */
    public static Body write(KeyRing ring) {
        return JsonText.write(object(ring).build());
    }

    static JsonObjectBuilder object(KeyRing ring) {
        JsonArrayBuilder retired = JsonText.array();
        for (Retired old : ring.retired()) {
            retired.add(key(old.key()).add("until", old.until().toString()).add("replacedAt", old.replacedAt()));
        }
        JsonObjectBuilder json =
                JsonText.object().add("current", key(ring.current())).add("retired", retired);
        ring.next()
                .ifPresent(next -> json.add(
                        "next",
                        key(next.key())
                                .add("overlap", next.overlap().toString())
                                .add("updateId", next.updateId())
                                .add("after", next.after())));
        ring.proof().ifPresent(proof -> json.add("proof", key(proof)));
        return json;
    }

    /**
     * Reads what was written.
     *
     * @throws IOException if it is damaged, or a key is not there
     */
    public static KeyRing read(Body written, Pairs pairs) throws IOException {
        if (!(JsonText.parse(written) instanceof JsonText.Result.Document document)) {
            throw new IOException("the list of keys is not JSON");
        }
        return read(document.object(), pairs);
    }

    static KeyRing read(JsonObject json, Pairs pairs) throws IOException {
        try {
            List<Retired> retired = new ArrayList<>();
            for (JsonValue value : json.getJsonArray("retired")) {
                JsonObject old = value.asJsonObject();
                retired.add(new Retired(
                        key(old, pairs),
                        Instant.parse(old.getString("until")),
                        old.getJsonNumber("replacedAt").longValueExact()));
            }
            return new KeyRing(
                    key(json.getJsonObject("current"), pairs),
                    retired,
                    json.containsKey("next") ? Optional.of(next(json.getJsonObject("next"), pairs)) : Optional.empty(),
                    json.containsKey("proof")
                            ? Optional.of(key(json.getJsonObject("proof"), pairs))
                            : Optional.empty());
        } catch (NullPointerException | ClassCastException | ArithmeticException | DateTimeException e) {
            throw new IOException("the list of keys is damaged: " + e.getMessage(), e);
        }
    }

    private static JsonObjectBuilder key(ActorKey key) {
        return JsonText.object()
                .add("fragment", key.fragment())
                .add("since", key.since().toString());
    }

    private static ActorKey key(JsonObject json, Pairs pairs) throws IOException {
        String fragment = json.getString("fragment");
        return new ActorKey(fragment, pairs.pair(fragment), Instant.parse(json.getString("since")));
    }

    private static Announced next(JsonObject json, Pairs pairs) throws IOException {
        return new Announced(
                key(json, pairs),
                Duration.parse(json.getString("overlap")),
                json.getString("updateId"),
                json.getJsonNumber("after").longValueExact());
    }
}
