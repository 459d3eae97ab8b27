package dev.linkspan.benchmarks.signatures;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;

/** What is signed and verified: a Mastodon-like Create of a Note, and a request that carries it. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final String ACTOR = "https://origin.example/users/a";
    static final String KEY_ID = ACTOR + "#main-key";

    private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";
    private static final String FILLER = "The hinged bridge fits any ship at any tide. ";

    private Samples() {}

    static KeyPair keyPair(String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.startsWith("EC") ? "EC" : kind);
            if (kind.equals("RSA")) {
                generator.initialize(2048);
            } else if (kind.startsWith("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(kind + " is part of every JDK", e);
        }
    }

    static KeyResolver knowing(KeyPair pair) {
        KeyResolution found = new KeyResolution.Found(new VerificationKey(KEY_ID, pair.getPublic(), ACTOR), true);
        return (keyId, freshness) -> found;
    }

    /** A request with its fields as they arrive. */
    static HttpMessage.Request signed(RequestSigner signer, SigningKey key, Body body) {
        HttpMessage.Request request = request(Fields.none());
        Fields fields = Fields.of("User-Agent", "Mastodon/4.7.0", "Accept-Encoding", "gzip")
                .with(Fields.of("Content-Type", "application/activity+json"))
                .with(signer.sign(request, BodyDigest.of(body), key, NOW));
        return request(fields.contains("Host") ? fields : fields.with("Host", "relay.example"));
    }

    static HttpMessage.Request request(Fields fields) {
        return new HttpMessage.Request("POST", URI.create("https://relay.example/inbox"), fields);
    }

    /** A body of 2 KB. */
    static Body body() {
        return JsonText.write(create(150));
    }

    /** An activity with two mentions, two hash tags and two pictures, whose content has this many characters, twice. */
    static JsonObject create(int content) {
        JsonArrayBuilder context = JsonText.array()
                .add("https://www.w3.org/ns/activitystreams")
                .add("https://w3id.org/security/v1")
                .add(JsonText.object()
                        .add("ostatus", "http://ostatus.org#")
                        .add("sensitive", "as:sensitive")
                        .add("Hashtag", "as:Hashtag")
                        .add("toot", "http://joinmastodon.org/ns#"));
        return JsonText.object()
                .add("@context", context)
                .add("id", ACTOR + "/statuses/1/activity")
                .add("type", "Create")
                .add("actor", ACTOR)
                .add("published", "2026-09-01T10:00:00Z")
                .add("to", JsonText.array().add(PUBLIC))
                .add("cc", JsonText.array().add(ACTOR + "/followers"))
                .add("object", note(content))
                .build();
    }

    private static JsonObjectBuilder note(int content) {
        String text = "<p>" + FILLER.repeat(1 + content / FILLER.length()).substring(0, content) + "</p>";
        JsonArrayBuilder tags = JsonText.array();
        JsonArrayBuilder pictures = JsonText.array();
        for (int i = 0; i < 2; i++) {
            tags.add(named("Hashtag", "#tag" + i).add("href", "https://origin.example/tags/tag" + i));
            tags.add(named("Mention", "@b" + i + "@receiver.example").add("href", "https://receiver.example/b" + i));
            pictures.add(named("Document", "Picture " + i)
                    .add("mediaType", "image/png")
                    .add("url", "https://origin.example/media/" + i + ".png")
                    .add("width", 1200)
                    .add("height", 800));
        }
        return JsonText.object()
                .add("id", ACTOR + "/statuses/1")
                .add("type", "Note")
                .add("published", "2026-09-01T10:00:00Z")
                .add("url", "https://origin.example/@a/1")
                .add("attributedTo", ACTOR)
                .add("to", JsonText.array().add(PUBLIC))
                .add("cc", JsonText.array().add(ACTOR + "/followers"))
                .add("sensitive", false)
                .add("content", text)
                .add("contentMap", JsonText.object().add("en", text))
                .add("tag", tags)
                .add("attachment", pictures)
                .add(
                        "replies",
                        JsonText.object()
                                .add("id", ACTOR + "/statuses/1/replies")
                                .add("type", "Collection")
                                .add(
                                        "first",
                                        JsonText.object()
                                                .add("type", "CollectionPage")
                                                .add("next", ACTOR + "/statuses/1/replies?page=true")
                                                .add("partOf", ACTOR + "/statuses/1/replies")
                                                .add("items", JsonText.array())));
    }

    private static JsonObjectBuilder named(String type, String name) {
        return JsonText.object().add("type", type).add("name", name);
    }
}
