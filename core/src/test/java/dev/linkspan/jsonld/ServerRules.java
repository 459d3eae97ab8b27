package dev.linkspan.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Public;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What single servers demand of a document's shape, as far as their code was read; each rule is named after them. */
final class ServerRules {

    static final String ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams";

    private static final Set<String> ACTORS = Set.of("Person", "Service", "Group", "Application", "Organization");
    private static final Set<String> POSTS = Set.of("Note", "Question", "ChatMessage");
    private static final int LARGEST_FOR_MISSKEY = 64 * 1024;
    private static final int DEEPEST_FOR_PIXELFED = 8;

    private ServerRules() {}

    static void checkAll(JsonObject document) {
        mastodonAndMisskeyFindTheContextAsText(document);
        misskeyReadsNoMoreThan64KiB(document);
        pixelfedReadsNoMoreThan8Levels(document);
        for (JsonObject node : nodes(document)) {
            pixelfedAndLemmyTakeOnlyArrays(node);
            lemmyTakesOnlyTheFullPublicUri(node);
            goParsersTakeTimesOfXmlSchemaInUtc(node);
            nobodyTakesAnIdThatIsNotAbsolute(node);
            endpointsAndSourceHaveNoType(node);
            if (ACTORS.contains(type(node)) && node.containsKey("inbox")) {
                misskeyAndGoToSocialTakeAddressesOfOneHostOnly(node);
                mastodonMisskeyAndPleromaTakeTheName(node);
                mastodonLemmyAndPeerTubeTakeTheKey(node);
                friendicaDoesNotTakeItForARelay(node);
            } else if (POSTS.contains(type(node)) && node.containsKey("id")) {
                mastodonAndPixelfedTakeThePost(node);
            }
            mastodonTakesItsTags(node);
            mastodonTakesItsAttachments(node);
            mastodonAndMisskeyTakeItsPoll(node);
        }
        if (document.containsKey("actor")) {
            pleromaAndPieFedTakeTheActivity(document);
            misskeyNeedsTheFollowEmbedded(document);
            threadsNeedsTheWholeFollow(document);
            mastodonFetchesWhatIsAnnounced(document);
            misskeyDereferencesNoFragment(document);
        }
    }

    // json_ld_helper.rb; ApResolver
    static void mastodonAndMisskeyFindTheContextAsText(JsonObject document) {
        JsonValue context = Objects.requireNonNull(document.get("@context"));
        List<String> texts = context instanceof JsonArray array
                ? array.stream()
                        .filter(JsonString.class::isInstance)
                        .map(entry -> ((JsonString) entry).getString())
                        .toList()
                : List.of(((JsonString) context).getString());
        assertThat(texts).contains(ACTIVITY_STREAMS).doesNotHaveDuplicates();
    }

    static void misskeyReadsNoMoreThan64KiB(JsonObject document) {
        assertThat(JsonText.write(document).length()).isLessThan(LARGEST_FOR_MISSKEY);
    }

    // InboxValidator
    static void pixelfedReadsNoMoreThan8Levels(JsonObject document) {
        assertThat(depth(document)).isLessThanOrEqualTo(DEEPEST_FOR_PIXELFED);
    }

    // https://github.com/pixelfed/pixelfed/issues/6588
    static void pixelfedAndLemmyTakeOnlyArrays(JsonObject node) {
        for (String name : List.of("to", "cc", "bto", "bcc", "tag", "attachment", "oneOf", "anyOf", "orderedItems")) {
            if (node.containsKey(name)) {
                assertThat(node.get(name)).as(name).isInstanceOf(JsonArray.class);
            }
        }
    }

    // https://github.com/LemmyNet/lemmy/issues/6465
    static void lemmyTakesOnlyTheFullPublicUri(JsonObject node) {
        node.forEach((name, value) -> assertThat(texts(value)).as(name).doesNotContain("Public", "as:Public"));
        if (node.toString().contains("#Public")) {
            assertThat(node.toString()).contains("\"" + Public.URI + "\"");
        }
    }

    static void goParsersTakeTimesOfXmlSchemaInUtc(JsonObject node) {
        for (String name : List.of("published", "updated", "endTime", "deleted")) {
            if (node.containsKey(name)) {
                assertThat(node.getString(name)).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z");
            }
        }
    }

    static void nobodyTakesAnIdThatIsNotAbsolute(JsonObject node) {
        if (node.containsKey("id")) {
            assertThat(URI.create(node.getString("id")).getScheme()).isEqualTo("https");
        }
    }

    static void endpointsAndSourceHaveNoType(JsonObject node) {
        for (String name : List.of("endpoints", "source")) {
            if (node.containsKey(name)) {
                assertThat(node.getJsonObject(name)).doesNotContainKey("type");
            }
        }
    }

    static void misskeyAndGoToSocialTakeAddressesOfOneHostOnly(JsonObject actor) {
        for (String name : List.of("inbox", "outbox", "followers", "following", "url")) {
            assertThat(host(actor.getString(name))).as(name).isEqualTo(host(actor.getString("id")));
        }
        assertThat(host(actor.getJsonObject("endpoints").getString("sharedInbox")))
                .isEqualTo(host(actor.getString("id")));
    }

    static void mastodonMisskeyAndPleromaTakeTheName(JsonObject actor) {
        assertThat(actor.getString("preferredUsername")).matches("[a-z0-9_]+([.-]+[a-z0-9_]+)*");
        assertThat(actor.getString("name")).isNotBlank();
        assertThat(actor.get("type")).isInstanceOf(JsonString.class);
    }

    static void mastodonLemmyAndPeerTubeTakeTheKey(JsonObject actor) {
        JsonObject key = actor.getJsonObject("publicKey");
        String id = key.getString("id");
        assertThat(id).contains("#");
        assertThat(id.substring(0, id.indexOf('#')))
                .isEqualTo(actor.getString("id"))
                .isEqualTo(key.getString("owner"));
        assertThat(key.getString("publicKeyPem")).startsWith("-----BEGIN PUBLIC KEY-----\n");
    }

    // APContact::isRelay
    static void friendicaDoesNotTakeItForARelay(JsonObject actor) {
        assertThat(actor).containsKeys("followers", "following");
    }

    static void mastodonAndPixelfedTakeThePost(JsonObject post) {
        assertThat(host(post.getString("attributedTo"))).isEqualTo(host(post.getString("id")));
        assertThat(post.getString("content")).isNotBlank();
        assertThat(post).containsKeys("to", "published");
    }

    static void mastodonTakesItsTags(JsonObject node) {
        for (JsonObject tag : objects(node.get("tag"))) {
            switch (type(tag)) {
                case "Mention" ->
                    assertThat(tag.getString("name")).startsWith("@").contains(host(tag.getString("href")));
                case "Hashtag" -> {
                    assertThat(tag.getString("name")).startsWith("#");
                    assertThat(tag).containsKey("href");
                }
                case "Emoji" -> {
                    assertThat(tag.getString("name")).startsWith(":").endsWith(":");
                    assertThat(tag.getJsonObject("icon").getString("url")).startsWith("https://");
                    assertThat(tag).containsKey("id");
                }
                default -> assertThat(type(tag)).isEqualTo("Link");
            }
        }
    }

    static void mastodonTakesItsAttachments(JsonObject node) {
        for (JsonObject attachment : objects(node.get("attachment"))) {
            if (type(attachment).equals("PropertyValue")) {
                assertThat(attachment.getString("name")).isNotBlank();
                assertThat(attachment.getString("value")).isNotBlank();
            } else {
                assertThat(attachment.getString("mediaType")).contains("/");
                assertThat(attachment.getString("url")).startsWith("https://");
                assertThat(attachment.getJsonArray("focalPoint")).hasSize(2);
            }
        }
    }

    static void mastodonAndMisskeyTakeItsPoll(JsonObject node) {
        for (JsonObject option : objects(node.get("oneOf"))) {
            assertThat(type(option)).isEqualTo("Note");
            assertThat(option.getString("name")).isNotBlank();
            assertThat(type(option.getJsonObject("replies"))).isEqualTo("Collection");
            assertThat(option.getJsonObject("replies").getInt("totalItems")).isNotNegative();
        }
    }

    // Contain origin from id; routes.py
    static void pleromaAndPieFedTakeTheActivity(JsonObject activity) {
        assertThat(activity).containsKeys("id", "type", "actor", "object", "to");
        assertThat(activity.get("type")).isInstanceOf(JsonString.class);
        assertThat(activity.get("actor")).isInstanceOf(JsonString.class);
        assertThat(host(activity.getString("id"))).isEqualTo(host(activity.getString("actor")));
    }

    // kernel/accept/follow.ts
    static void misskeyNeedsTheFollowEmbedded(JsonObject activity) {
        if (type(activity).equals("Accept")) {
            assertThat(type(activity.getJsonObject("object"))).isEqualTo("Follow");
            assertThat(activity.getJsonObject("object")).containsKey("id");
        }
    }

    static void threadsNeedsTheWholeFollow(JsonObject activity) {
        if (type(activity).equals("Undo")) {
            assertThat(activity.getJsonObject("object")).containsKeys("id", "type", "actor", "object");
        }
    }

    // announce.rb
    static void mastodonFetchesWhatIsAnnounced(JsonObject activity) {
        if (type(activity).equals("Announce")) {
            assertThat(activity.getString("object")).startsWith("https://");
            assertThat(activity).containsKey("published");
        }
    }

    static void misskeyDereferencesNoFragment(JsonObject activity) {
        assertThat(activity.getString("id")).doesNotContain("#");
    }

    private static String type(JsonObject node) {
        return node.getString("type", "");
    }

    private static String host(String id) {
        return URI.create(id).getHost();
    }

    private static List<JsonObject> objects(JsonValue value) {
        return value instanceof JsonArray array ? array.getValuesAs(JsonObject.class) : List.of();
    }

    private static List<String> texts(JsonValue value) {
        return switch (value) {
            case JsonString text -> List.of(text.getString());
            case JsonArray array ->
                array.stream().flatMap(item -> texts(item).stream()).toList();
            default -> List.of();
        };
    }

    private static List<JsonObject> nodes(JsonValue value) {
        List<JsonObject> nodes = new ArrayList<>();
        if (value instanceof JsonObject object) {
            nodes.add(object);
            object.forEach((name, member) -> {
                if (!name.equals("@context")) {
                    nodes.addAll(nodes(member));
                }
            });
        } else if (value instanceof JsonArray array) {
            array.forEach(item -> nodes.addAll(nodes(item)));
        }
        return nodes;
    }

    private static int depth(JsonValue value) {
        return switch (value) {
            case JsonObject object ->
                1 + object.values().stream().mapToInt(ServerRules::depth).max().orElse(0);
            case JsonArray array ->
                1 + array.stream().mapToInt(ServerRules::depth).max().orElse(0);
            default -> 0;
        };
    }
}
