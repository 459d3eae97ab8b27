package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.vocab.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalInt;

/** Writes the activities that are published, and finds out which one a delivery carries. */
final class Documents {

    private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";
    private static final String FILLER = "The hinged bridge fits any ship at any tide. ";
    private static final String ID = "\"id\":\"";

    private final LinkedDataSignatures signatures = new LinkedDataSignatures(new Canonicalizer());
    private final int bodyBytes;
    private final boolean withProof;

    /**
     * A writer.
     *
     * @param bodyBytes how long each activity shall be, in bytes; a Delete is as short as it is
     * @param withProof whether each carries a Linked Data signature, so that it is forwarded and not announced
     */
    Documents(int bodyBytes, boolean withProof) {
        this.bodyBytes = bodyBytes;
        this.withProof = withProof;
    }

    static Body follow(String subscriber) {
        return JsonText.write(
                head(subscriber, "/follow", "Follow").add("object", PUBLIC).build());
    }

    Body activity(String publisher, int activity, Plan.Step step, SigningKey key, Instant now) {
        int empty = write(publisher, activity, step, key, now, "").length();
        int room = step.kind() == Plan.Kind.DELETE ? 0 : Math.max(0, bodyBytes - empty);
        return room == 0
                ? write(publisher, activity, step, key, now, "")
                : write(
                        publisher,
                        activity,
                        step,
                        key,
                        now,
                        FILLER.repeat(1 + room / FILLER.length()).substring(0, room));
    }

    private Body write(String publisher, int activity, Plan.Step step, SigningKey key, Instant now, String text) {
        String object = "http://" + publisher + "/objects/" + step.object();
        JsonObjectBuilder document = head(publisher, "/activities/" + activity, type(step.kind()))
                .add("published", now.toString())
                .add("to", publicly());
        document = step.kind() == Plan.Kind.DELETE
                ? document.add("object", JsonText.object().add("id", object).add("type", "Tombstone"))
                : document.add("object", note(publisher, object, step, now, text));
        JsonObject unsigned = document.build();
        return JsonText.write(withProof ? signatures.sign(unsigned, key, now) : unsigned);
    }

    private static String type(Plan.Kind kind) {
        return switch (kind) {
            case CREATE -> "Create";
            case UPDATE -> "Update";
            case DELETE -> "Delete";
        };
    }

    private static JsonObjectBuilder note(String publisher, String id, Plan.Step step, Instant now, String text) {
        return JsonText.object()
                .add("id", id)
                .add("type", "Note")
                .add("attributedTo", "http://" + publisher + "/actor")
                .add("to", publicly())
                .add("published", now.toString())
                .add("summary", "step " + step.step())
                .add("content", text);
    }

    private static JsonObjectBuilder head(String authority, String path, String type) {
        return JsonText.object()
                .add("@context", "https://www.w3.org/ns/activitystreams")
                .add("id", "http://" + authority + path)
                .add("type", type)
                .add("actor", "http://" + authority + "/actor");
    }

    private static JsonArrayBuilder publicly() {
        return Json.createArrayBuilder().add(PUBLIC);
    }

    /** Which activity a delivery carries: itself, or as what an Announce of a Create names. Empty for anything else. */
    static OptionalInt activityIn(Body body, String relayOrigin) {
        String text = new String(body.bytes(), StandardCharsets.ISO_8859_1);
        int start = text.indexOf(ID) + ID.length();
        if (start < ID.length()) {
            return OptionalInt.empty();
        }
        if (!text.startsWith(relayOrigin, start)) {
            return number(text, start, "/activities/");
        }
        boolean announce = text.contains("\"type\":\"Announce\"");
        int object = text.indexOf("\"object\":\"");
        return announce && object >= 0
                ? number(text, object + "\"object\":\"".length(), "/objects/")
                : OptionalInt.empty();
    }

    private static OptionalInt number(String text, int start, String marker) {
        int end = text.indexOf('"', start);
        int at = text.indexOf(marker, start);
        return end < 0 || at < 0 || at > end
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(text, at + marker.length(), end, 10));
    }

    static boolean isAccept(Body body) {
        return body.text().contains("\"type\":\"Accept\"");
    }
}
