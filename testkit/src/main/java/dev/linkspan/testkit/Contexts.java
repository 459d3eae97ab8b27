package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonValue;

/** The {@code @context} that each software writes. */
final class Contexts {

    private static final JsonValue MASTODON_NOTE = parse("""
            ["https://www.w3.org/ns/activitystreams", {
              "ostatus": "http://ostatus.org#", "atomUri": "ostatus:atomUri",
              "inReplyToAtomUri": "ostatus:inReplyToAtomUri", "conversation": "ostatus:conversation",
              "sensitive": "as:sensitive", "toot": "http://joinmastodon.org/ns#",
              "votersCount": "toot:votersCount", "blurhash": "toot:blurhash",
              "focalPoint": {"@container": "@list", "@id": "toot:focalPoint"}, "Hashtag": "as:Hashtag"}]""");

    private static final JsonValue MASTODON_ACTOR = parse("""
            ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", {
              "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
              "toot": "http://joinmastodon.org/ns#", "discoverable": "toot:discoverable",
              "featured": {"@id": "toot:featured", "@type": "@id"},
              "schema": "http://schema.org#", "PropertyValue": "schema:PropertyValue",
              "value": "schema:value"}]""");

    private static final JsonValue MISSKEY = parse("""
            ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", {
              "manuallyApprovesFollowers": "as:manuallyApprovesFollowers", "sensitive": "as:sensitive",
              "Hashtag": "as:Hashtag", "quoteUrl": "as:quoteUrl", "toot": "http://joinmastodon.org/ns#",
              "misskey": "https://misskey-hub.net/ns#", "_misskey_content": "misskey:_misskey_content",
              "_misskey_quote": "misskey:_misskey_quote", "isCat": "misskey:isCat"}]""");

    private static final JsonValue GOTOSOCIAL = parse("""
            ["https://gotosocial.org/ns", "https://w3id.org/security/v1", "https://www.w3.org/ns/activitystreams", {
              "manuallyApprovesFollowers": "as:manuallyApprovesFollowers", "sensitive": "as:sensitive",
              "toot": "http://joinmastodon.org/ns#", "discoverable": "toot:discoverable"}]""");

    private static final JsonValue LEMMY = parse("""
            ["https://join-lemmy.org/context.json", "https://www.w3.org/ns/activitystreams"]""");

    private static final JsonValue SECURITY = parse("""
            ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", {
              "manuallyApprovesFollowers": "as:manuallyApprovesFollowers", "sensitive": "as:sensitive",
              "Hashtag": "as:Hashtag"}]""");

    private static final JsonValue PLAIN = parse("[\"https://www.w3.org/ns/activitystreams\"]");

    private Contexts() {}

    static JsonValue plain() {
        return PLAIN;
    }

    static JsonValue note(Profile profile, String base) {
        return switch (profile) {
            case MASTODON -> MASTODON_NOTE;
            case MISSKEY -> MISSKEY;
            case PLEROMA -> litepub(base);
            case GOTOSOCIAL -> GOTOSOCIAL;
            case LEMMY -> LEMMY;
            case FRIENDICA, THREADS -> SECURITY;
        };
    }

    static JsonValue actor(Profile profile, String base) {
        return switch (profile) {
            case MASTODON -> MASTODON_ACTOR;
            case MISSKEY -> MISSKEY;
            case PLEROMA -> litepub(base);
            case GOTOSOCIAL -> GOTOSOCIAL;
            case LEMMY -> LEMMY;
            case FRIENDICA, THREADS -> SECURITY;
        };
    }

    static JsonValue litepub(String base) {
        return parse("[\"https://www.w3.org/ns/activitystreams\", \"" + base
                + "/schemas/litepub-0.1.jsonld\", {\"@language\": \"und\"}]");
    }

    private static JsonValue parse(String array) {
        if (JsonText.parse(Body.of("{\"context\":" + array + "}")) instanceof JsonText.Result.Document document) {
            return document.object().getJsonArray("context");
        }
        throw new IllegalArgumentException("context: " + array + " (expected: a JSON array)");
    }
}
