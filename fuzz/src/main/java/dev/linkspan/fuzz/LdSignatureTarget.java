package dev.linkspan.fuzz;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.LdVerdict;
import dev.linkspan.proof.LinkedDataSignatures;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A document signed by Linked Data signature: what still verifies still says, as plain JSON, what was signed. */
final class LdSignatureTarget implements FuzzTarget {

    static final String DOCUMENT = """
            {"@context": ["https://www.w3.org/ns/activitystreams", {"sensitive": "as:sensitive"},
              "https://w3id.org/security/v1"],
             "id": "https://origin.example/1/activity", "type": "Create", "actor": "https://origin.example/users/a",
             "to": ["https://origin.example/users/a/followers"],
             "object": {"id": "https://origin.example/1", "type": "Note", "content": "only for friends",
              "attributedTo": "https://origin.example/users/a", "sensitive": true,
              "tag": [{"type": "Mention", "href": "https://b.example/users/b", "name": "@b"}]}}""";

    private static final List<String> OF_ACTIVITY = List.of("id", "type", "actor", "to", "cc", "audience", "target");
    private static final List<String> OF_OBJECT =
            List.of("id", "type", "content", "summary", "attributedTo", "to", "cc", "inReplyTo", "name");

    private final LinkedDataSignatures signatures = new LinkedDataSignatures(new Canonicalizer());
    private final PublicKey key = RsaTestKey.publicKey();
    private final JsonObject signed =
            signatures.sign(Json.object(DOCUMENT), RsaTestKey.signingKey(), Genuine.NOW.minusSeconds(60));

    @Override
    public List<String> seeds() {
        return List.of(signed.toString());
    }

    @Override
    public void read(Body input) {
        Json.object(input).ifPresent(document -> {
            LinkedDataSignatures.claim(document);
            if (signatures.verify(document, key, Genuine.NOW) instanceof LdVerdict.Valid valid) {
                JsonObject covered = valid.covered();
                saysTheSame(covered, signed, OF_ACTIVITY);
                saysTheSame(covered.getJsonObject("object"), signed.getJsonObject("object"), OF_OBJECT);
            }
        });
    }

    private static void saysTheSame(JsonObject document, JsonObject genuine, List<String> members) {
        for (String member : members) {
            Set<JsonValue> values = values(document.get(member));
            if (!values.equals(values(genuine.get(member)))) {
                throw new AssertionError("verifies, but " + member + " is " + document.get(member));
            }
        }
    }

    private static Set<JsonValue> values(@Nullable JsonValue value) {
        Set<JsonValue> values = new HashSet<>();
        if (value instanceof JsonArray array) {
            values.addAll(array);
        } else if (value != null) {
            values.add(value);
        }
        values.remove(JsonValue.NULL);
        return values;
    }
}
