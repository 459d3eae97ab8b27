package dev.linkspan.jsonld;

import static dev.linkspan.jsonld.Shared.json;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonReading;
import dev.linkspan.vocab.JsonText;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Real and published documents, by where they come from; a few of our own where the shared folder is absent. */
final class Corpus {

    private Corpus() {}

    static Map<String, JsonObject> documents() {
        Map<String, JsonObject> documents = new LinkedHashMap<>();
        int number = 0;
        for (JsonObject sample : CanonicalizerTest.samples().toList()) {
            documents.put("sample " + ++number, sample);
        }
        documents.put("sample actor", actor());
        for (String folder : new String[] {"fixtures", "vectors/as2-w3c", "vectors/linkspan"}) {
            for (Path file : Shared.files(folder)) {
                add(documents, file.toString(), Shared.bytes(file));
            }
        }
        Shared.path("vectors/captures/captures.json").ifPresent(file -> captures(json(Shared.text(file)), documents));
        Shared.path("vectors/activitypub-spec/examples.json")
                .ifPresent(file -> texts(value(Shared.text(file)).asJsonArray(), documents));
        return documents;
    }

    private static void texts(JsonArray examples, Map<String, JsonObject> documents) {
        for (int i = 0; i < examples.size(); i++) {
            String text = examples.getJsonObject(i).getString("text");
            add(documents, "activitypub-spec " + i, Body.of(text).bytes());
        }
    }

    private static void captures(JsonObject file, Map<String, JsonObject> documents) {
        file.getJsonObject("actors").forEach((id, actor) -> documents.put("capture " + id, actor.asJsonObject()));
        for (JsonObject capture : file.getJsonArray("captures").getValuesAs(JsonObject.class)) {
            byte[] body = Base64.getDecoder().decode(capture.getString("body_base64", ""));
            add(documents, "capture " + capture.getString("name"), body);
        }
    }

    private static void add(Map<String, JsonObject> documents, String place, byte[] bytes) {
        // Contexts themselves, and texts that are no JSON, are no documents of this corpus.
        if (JsonText.read(Body.of(bytes)) instanceof JsonReading.Document document
                && !(document.object().size() == 1 && document.object().containsKey("@context"))) {
            documents.put(place, document.object());
        }
    }

    private static JsonValue value(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    // In the shapes of Mastodon and Misskey.
    private static JsonObject actor() {
        return json("""
                {"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1",
                  {"manuallyApprovesFollowers": "as:manuallyApprovesFollowers", "toot": "http://joinmastodon.org/ns#",
                   "featured": {"@id": "toot:featured", "@type": "@id"}, "schema": "http://schema.org#",
                   "alsoKnownAs": {"@id": "as:alsoKnownAs", "@type": "@id"}, "PropertyValue": "schema:PropertyValue",
                   "value": "schema:value", "discoverable": "toot:discoverable", "misskey": "https://misskey-hub.net/ns#",
                   "isCat": "misskey:isCat", "vcard": "http://www.w3.org/2006/vcard/ns#"}],
                 "id": "https://a.example/users/a", "type": "Person", "inbox": "https://a.example/users/a/inbox",
                 "endpoints": {"sharedInbox": "https://a.example/inbox"}, "name": "A", "summary": null,
                 "manuallyApprovesFollowers": false, "discoverable": true, "isCat": true, "vcard:bday": "2000-01-01",
                 "publicKey": {"id": "https://a.example/users/a#main-key", "owner": "https://a.example/users/a",
                  "publicKeyPem": "-----BEGIN PUBLIC KEY-----"},
                 "tag": [], "attachment": [{"type": "PropertyValue", "name": "web", "value": "<a>x</a>"}],
                 "icon": {"type": "Image", "mediaType": "image/png", "url": "https://a.example/a.png"}}""");
    }
}
