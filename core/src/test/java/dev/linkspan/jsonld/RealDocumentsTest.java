package dev.linkspan.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.ReceivedDocument.Path;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Video;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Documents that servers sent, as bovine, Fedify and the plugin for WordPress keep them for their tests. */
class RealDocumentsTest {

    /** File | how it is read | type | id | actor | object | attributedTo; read from the files by hand. */
    private static final String EXPECTED = """
            bovine/tests/data/buffalo_create_note_1.json | DIRECT | Create | https://my_domain/activitypub/name/3c0281b7-bede-460a-a49b-3b6d7d4eb32f/activity | https://my_domain/activitypub/name | https://my_domain/activitypub/name/3c0281b7-bede-460a-a49b-3b6d7d4eb32f | -
            bovine/tests/data/mastodon_announce_1.json | DIRECT | Announce | https://first_domain/users/first/statuses/1097854/activity | https://first_domain/users/first | https://second_domain/users/second/statuses/109724234853 | -
            bovine/tests/data/mastodon_announce_1_undo.json | DIRECT | Undo | https://first_domain/users/first/statuses/1097854/activity/undo | https://first_domain/users/first | https://first_domain/users/first/statuses/1097854/activity | -
            bovine/tests/data/mastodon_delete_actor_1.json | DIRECT | Delete | https://mastodon/users/Alice#delete | https://mastodon/users/Alice | https://mastodon/users/Alice | -
            bovine/tests/data/mastodon_flow_1_create_note.json | DIRECT | Create | https://mastodon/users/john/statuses/9876/activity | https://mastodon/users/john | https://mastodon/users/john/statuses/9876 | -
            bovine/tests/data/mastodon_flow_1_update_note.json | DIRECT | Update | https://mastodon/users/john/statuses/9876#updates/1675500855 | https://mastodon/users/john | https://mastodon/users/john/statuses/9876 | -
            bovine/tests/data/mastodon_flow_2_create_note.json | DIRECT | Create | https://mastodon/users/remote-user/statuses/109820990504/activity | https://mastodon/users/remote-user | https://mastodon/users/remote-user/statuses/109820990504 | -
            bovine/tests/data/mastodon_flow_2_delete_note.json | DIRECT | Delete | https://mastodon/users/remote-user/statuses/109820990504#delete | https://mastodon/users/remote-user | https://mastodon/users/remote-user/statuses/109820990504 | -
            bovine/tests/data/mastodon_follow_1.json | DIRECT | Follow | https://example.com/mastodon_follow_1.json | https://example.com/users/JohnMastodon | https://my_domain/activitypub/user | -
            bovine/tests/data/mastodon_like_1.json | DIRECT | Like | https://other_domain/users/phoenix#likes/557 | https://other_domain/users/phoenix | https://my_domain/activitypub/helge/id567 | -
            bovine/tests/data/mastodon_like_1_undo.json | DIRECT | Undo | https://other_domain/users/phoenix#likes/557/undo | https://other_domain/users/phoenix | https://other_domain/users/phoenix#likes/557 | -
            bovine/tests/data/mitra_follow.json | DIRECT | Follow | https://mitra.social/objects/01867438-0990-95d8-82d9-a3597fa5a28c | https://mitra.social/users/silverpill | https://mymath.rocks/activitypub/helge | -
            bovine/tests/data/munching_cow_create_note_1.json | DIRECT | Create | https://my_domain/activitypub/munchingcow/9c1d3b44-c6f6-4310-9113-a0c3d3208cac/activity | https://my_domain/activitypub/munchingcow | https://my_domain/activitypub/munchingcow/9c1d3b44-c6f6-4310-9113-a0c3d3208cac | -
            bovine/tests/data/munching_cow_delete_1.json | DIRECT | Delete | https://my_domain/activitypub/munchingcow/9c1d3b44-c6f6-4310-9113-a0c3d3208cac/delete | https://my_domain/activitypub/munchingcow | https://my_domain/activitypub/munchingcow/9c1d3b44-c6f6-4310-9113-a0c3d3208cac | -
            bovine/tests/data/peertube_create_video_1.json | JSON_LD | Video | https://peertube/videos/watch/some3456-uuid | - | - | https://peertube/accounts/ddevault https://peertube/video-channels/sircmpwn
            fedify-fixtures/activitypub.academy/users/brauca_darradiul.json | DIRECT | Person | https://activitypub.academy/users/brauca_darradiul | - | - | -
            fedify-fixtures/example.com/announce.json | DIRECT | Announce | https://example.com/announce | - | https://example.com/object | -
            fedify-fixtures/example.com/collection.json | DIRECT | OrderedCollection | https://example.com/collection | - | - | -
            fedify-fixtures/example.com/create.json | DIRECT | Create | https://example.com/create | https://example.com/person | - | -
            fedify-fixtures/example.com/cross-origin-actor.json | DIRECT | Create | https://example.com/cross-origin-actor | https://cross-origin.com/actor | - | -
            fedify-fixtures/example.com/hong-gildong.json | JSON_LD | Person | https://example.com/hong-gildong | - | - | -
            fedify-fixtures/example.com/inline-paged-collection.json | DIRECT | Collection | https://example.com/inline-paged-collection | - | - | -
            fedify-fixtures/example.com/inline-paged/a.json | DIRECT | CollectionPage | - | - | - | -
            fedify-fixtures/example.com/invite.json | DIRECT | Invite | https://example.com/invite | https://example.com/person | https://example.com/object | -
            fedify-fixtures/example.com/key.json | DIRECT | CryptographicKey | https://example.com/key | - | - | -
            fedify-fixtures/example.com/key2.json | DIRECT | CryptographicKey | https://example.com/key2 | - | - | -
            fedify-fixtures/example.com/object.json | DIRECT | Object | https://example.com/object | - | - | -
            fedify-fixtures/example.com/orderedcollectionpage.json | DIRECT | OrderedCollectionPage | https://example.com/orderedcollectionpage | - | - | -
            fedify-fixtures/example.com/paged-collection.json | DIRECT | OrderedCollection | https://example.com/collection | - | - | -
            fedify-fixtures/example.com/paged/a.json | DIRECT | OrderedCollectionPage | https://example.com/collection | - | - | -
            fedify-fixtures/example.com/paged/b.json | DIRECT | OrderedCollectionPage | https://example.com/collection | - | - | -
            fedify-fixtures/example.com/person.json | DIRECT | Person | https://example.com/person | - | - | -
            fedify-fixtures/example.com/person2.json | DIRECT | Person | https://example.com/person2 | - | - | -
            fedify-fixtures/example.com/test.json | JSON_LD | - | - | - | - | -
            fedify-fixtures/example.com/users/handle.json | DIRECT | Person | https://example.com/users/handle | - | - | -
            fedify-fixtures/example.com/wrong-type.json | JSON_LD | https://example.com/ | - | - | - | -
            fedify-fixtures/media.example.com/avatars/test-avatar.jpg.json | DIRECT | Image | https://media.example.com/avatars/test-avatar.jpg | - | - | -
            fedify-fixtures/oeee.cafe/ap/users/3609fd4e-d51d-4db8-9f04-4189815864dd.json | JSON_LD | Person | https://oeee.cafe/ap/users/3609fd4e-d51d-4db8-9f04-4189815864dd | - | - | -
            fedify-fixtures/remote.domain/users/bob.json | DIRECT | Person | https://remote.domain/users/bob | - | - | -
            fedify-fixtures/server.example/users/alice.json | DIRECT | Person | https://server.example/users/alice | - | - | -
            fedify-fixtures/wizard.casa/users/hongminhee.json | DIRECT | Person | https://wizard.casa/users/hongminhee | - | - | -
            wordpress/lemmy-ml-u-pfefferle.json | DIRECT | Person | https://lemmy.ml/u/pfefferle | - | - | -
            """;

    // Contexts, and answers to WebFinger queries; no documents of ActivityStreams, but JSON all the same. One answer
    // that
    // the plugin keeps has an empty body.
    private static final List<String> OTHERS = List.of("/w3id.org/", "/www.w3.org/", "/gotosocial.org/", "webfinger");
    private static final String EMPTY = "notiz-blog-author-matthias-pfefferle.json";

    private final DocumentReader reader = new DocumentReader();

    @Test
    void reads_of_each_what_stands_there() {
        Map<String, Body> documents = documents();
        int named = 0;
        for (String line : EXPECTED.lines().toList()) {
            String file = line.substring(0, line.indexOf(" | "));
            Body body = documents.get(file);
            if (body != null) {
                named++;
                assertThat(told(file, read(file, body))).isEqualTo(line);
            }
        }

        assertThat(named).isEqualTo(documents.size());
        assertThat(documents.size()).isIn(2, 42);
    }

    @Test
    void loses_nothing_of_what_it_reads_and_builds_anew() {
        documents().forEach((file, body) -> {
            ReceivedDocument document = read(file, body);
            JsonObject built = document.view().toBuilder().build().json();

            assertThat(JsonText.write(document.original())).isEqualTo(JsonText.write(Shared.json(text(body))));
            assertThat(withoutContext(built)).as(file).isEqualTo(withoutContext(document.json()));
            if (document.path() == Path.JSON_LD) {
                assertThat(values(withoutContext(built)))
                        .as(file)
                        .containsAll(values(withoutContext(document.original())).stream()
                                .filter(value -> !isSpelledOut(value))
                                .toList());
            }
        });
    }

    @Test
    void takes_contexts_and_webfinger_answers_for_what_they_are_json() {
        for (java.nio.file.Path file : Shared.files("fixtures")) {
            boolean other = OTHERS.stream().anyMatch(file.toString()::contains);
            if (other) {
                ReceivedDocument document = read(file.toString(), Body.of(Shared.bytes(file)));

                assertThat(document.view().typeName()).isEqualTo("(none)");
                assertThat(document.json()).isEqualTo(document.original());
            }
        }
    }

    @Test
    void reads_a_film_of_peertube_by_json_ld_and_knows_its_properties() {
        Shared.path("fixtures/bovine/tests/data/peertube_create_video_1.json").ifPresent(file -> {
            Video video = (Video) read("video", Body.of(Shared.bytes(file))).view();

            // Its context says that uuid is schema.org's identifier, as PeerTube's did before it had a name of its own.
            assertThat(video.identifier()).hasValue("some3456-uuid");
            assertThat(video.uuid()).isEmpty();
            assertThat(video.duration()).isPresent();
            assertThat(video.urls().size()).isPositive();
            assertThat(video.isPublic()).isTrue();
        });
    }

    private static Map<String, Body> documents() {
        Map<String, Body> documents = new LinkedHashMap<>();
        for (java.nio.file.Path file : Shared.files("fixtures")) {
            String name = file.toString().substring(file.toString().indexOf("fixtures/") + "fixtures/".length());
            boolean other = name.endsWith(EMPTY) || OTHERS.stream().anyMatch(("/" + name)::contains);
            if (!other) {
                documents.put(name, body(Shared.text(file)));
            }
        }
        if (documents.isEmpty()) {
            // Where the recordings are not at hand, two documents with the facts of two of them.
            documents.put("fedify-fixtures/example.com/invite.json", Body.of("""
                    {"@context": "https://www.w3.org/ns/activitystreams", "type": "Invite",
                     "id": "https://example.com/invite", "actor": "https://example.com/person",
                     "object": "https://example.com/object"}"""));
            documents.put("fedify-fixtures/example.com/hong-gildong.json", Body.of("""
                    {"@id": "https://example.com/hong-gildong", "@type": ["https://www.w3.org/ns/activitystreams#Person"],
                     "https://www.w3.org/ns/activitystreams#name": [{"@value": "Hong Gildong"}]}"""));
        }
        return documents;
    }

    // The plugin for WordPress keeps answers whole, the body as a text in them.
    private static Body body(String text) {
        JsonObject json = Shared.json(text);
        return json.containsKey("headers") ? Body.of(json.getString("body")) : Body.of(text);
    }

    private static String told(String file, ReceivedDocument document) {
        Entity view = document.view();
        List<String> authors =
                view instanceof AsObject object ? object.attributions().ids() : List.of();
        return String.join(
                " | ",
                file,
                document.path().name(),
                view.types().isEmpty() ? "-" : String.join(" ", view.types()),
                view.id().orElse("-"),
                view.ref("actor").id().orElse("-"),
                view.ref("object").id().orElse("-"),
                authors.isEmpty() ? "-" : String.join(" ", authors));
    }

    private ReceivedDocument read(String name, Body body) {
        Reading reading = reader.read(body);
        assertThat(reading).as(name).isInstanceOf(ReceivedDocument.class);
        return (ReceivedDocument) reading;
    }

    private static String text(Body body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    /** Whether it stood for something by a prefix or a namespace that reading takes off or puts in. */
    private static boolean isSpelledOut(String value) {
        return value.startsWith("as:") || value.startsWith("https://www.w3.org/ns/activitystreams#");
    }

    private static List<String> values(JsonValue value) {
        List<String> values = new ArrayList<>();
        collect(value, values);
        return values;
    }

    private static void collect(JsonValue value, List<String> values) {
        switch (value) {
            case JsonString text -> values.add(text.getString());
            case JsonNumber number -> values.add(number.toString());
            case JsonArray array -> array.forEach(item -> collect(item, values));
            case JsonObject object -> object.values().forEach(item -> collect(item, values));
            default -> {}
        }
    }

    private static JsonObject withoutContext(JsonObject object) {
        return JsonText.object(object).remove("@context").build();
    }
}
