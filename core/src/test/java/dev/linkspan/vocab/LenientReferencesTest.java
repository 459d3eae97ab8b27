package dev.linkspan.vocab;

import static dev.linkspan.vocab.Lenient.activity;
import static dev.linkspan.vocab.Lenient.note;
import static dev.linkspan.vocab.Lenient.person;
import static dev.linkspan.vocab.Lenient.problems;
import static dev.linkspan.vocab.Lenient.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who, what and to whom: by id, by value, one or several. */
class LenientReferencesTest {

    // Ghost sends the whole Person: https://github.com/NodeBB/NodeBB/issues/13224,
    // https://github.com/fedify-dev/fedify/issues/125
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'https://a.example/u'",
                "' https://a.example/u '",
                "['https://a.example/u']",
                "{'id': 'https://a.example/u'}",
                "{'type': 'Person', 'id': 'https://a.example/u', 'inbox': 'https://a.example/u/inbox'}",
                "[{'type': 'Person', 'id': 'https://a.example/u'}, 'https://a.example/v']",
                "[null, 5, 'https://a.example/u']",
                "{'type': 'Link', 'href': 'https://a.example/u'}",
                "{'type': ['Person', 'Service'], 'id': 'https://a.example/u'}",
            })
    void finds_the_actor_and_the_author_in_every_shape(String shape) {
        assertThat(activity("'actor': " + shape).actor().id()).hasValue("https://a.example/u");
        assertThat(activity("'actor': " + shape).actorId()).hasValue("https://a.example/u");
        assertThat(note("'attributedTo': " + shape).attributions().ids()).startsWith("https://a.example/u");
    }

    @Test
    void knows_an_embedded_actor_as_what_it_is() {
        Create create = activity("'actor': {'type': ['Person', 'Service'], 'id': 'https://a.example/u', 'name': 'U'}");

        assertThat(create.actor().embedded(Person.class).flatMap(AsObject::name))
                .hasValue("U");
        assertThat(create.actor().embedded().orElseThrow().is("Service")).isTrue();
    }

    @Test
    void finds_the_object_in_every_shape() {
        assertThat(activity("'object': 'https://a.example/2'").objectId()).hasValue("https://a.example/2");
        assertThat(activity("'object': {'id': 'https://a.example/2'}").object())
                .isEqualTo(new Ref.Link<>("https://a.example/2"));
        assertThat(activity("'object': {'type': 'Note', 'content': 'x'}")
                        .object()
                        .embedded(Note.class)
                        .flatMap(Note::content))
                .hasValue("x");
        assertThat(activity("'object': ['https://a.example/2', {'type': 'Note', 'id': 'https://a.example/3'}]")
                        .objects()
                        .ids())
                .containsExactly("https://a.example/2", "https://a.example/3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "5", "true", "''", "' '", "[null, {}, 7]"})
    void takes_what_names_nobody_for_absent(String shape) {
        assertThat(activity("'actor': " + shape).actor()).isEqualTo(new Ref.Absent<>());
        assertThat(activity("'object': " + shape).objects()).isEmpty();
    }

    // https://github.com/LemmyNet/lemmy/issues/6465
    @ParameterizedTest
    @ValueSource(strings = {"as:Public", "Public", "https://www.w3.org/ns/activitystreams#Public"})
    void knows_the_public_in_each_spelling_alone_and_among_others(String spelling) {
        Note alone = note("'to': '" + spelling + "'");
        Note embedded = note("'to': [{'id': '" + spelling + "', 'type': 'Collection'}]");
        Note second = note("'to': ['https://a.example/f'], 'cc': ['https://b.example/u', '" + spelling + "']");

        assertThat(alone.isPublic()).isTrue();
        assertThat(alone.to().ids()).containsExactly(Public.URI);
        assertThat(embedded.to().ids().stream().anyMatch(Public::is)).isTrue();
        assertThat(second.isPublic()).isTrue();
        assertThat(second.isUnlisted()).isTrue();
        assertThat(second.recipients()).containsExactly("https://a.example/f", "https://b.example/u", Public.URI);
    }

    @Test
    void takes_one_recipient_for_a_list_of_one() {
        Note note =
                note("'to': 'https://a.example/f', 'cc': {'id': 'https://b.example/u'}, 'bto': [], 'audience': null");

        assertThat(note.recipients()).containsExactly("https://a.example/f", "https://b.example/u");
        assertThat(note.isPublic()).isFalse();
    }

    // https://github.com/pixelfed/pixelfed/issues/6588
    @Test
    void takes_one_attachment_or_tag_for_a_list_of_one_and_writes_a_list() {
        Note note = note("'attachment': {'type': 'Document', 'url': 'https://a.example/1.png'},"
                + " 'tag': {'type': 'Mention', 'href': 'https://b.example/u'}");

        assertThat(note.attachments().embedded(Document.class)).hasSize(1);
        assertThat(note.mentions().getFirst().href()).hasValue("https://b.example/u");
        assertThat(note.toBuilder()
                        .addTag(Hashtag.builder().name("#x").build())
                        .build()
                        .json()
                        .getJsonArray("tag"))
                .hasSize(2);
    }

    @Test
    void finds_tags_between_values_that_are_none() {
        Note note = note("'tag': [null, 'https://a.example/tag', {'type': 'Hashtag', 'name': '#x'}, 5, {},"
                + " {'type': 'Emoji', 'id': null, 'name': ':x:'}, {'type': 'Emoji', 'id': '', 'name': ':y:'}]");

        assertThat(note.hashtags()).hasSize(1);
        assertThat(note.emojis())
                .extracting(AsObject::name)
                .extracting(Optional::orElseThrow)
                .containsExactly(":x:", ":y:");
        assertThat(note.emojis()).allMatch(emoji -> emoji.id().isEmpty());
        assertThat(problems(note)).contains("/tag/3 RANGE", "/tag/6/id ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "' '", "null", "5", "{}", "['https://a.example/1']"})
    void takes_an_id_that_is_none_for_absent(String id) {
        assertThat(view("{'type': 'Note', 'id': " + id + "}").id()).isEmpty();
    }

    @Test
    void keeps_an_id_that_is_no_absolute_iri_and_says_so() {
        Entity view = view("{'type': 'Note', 'id': '/notes/1'}");

        assertThat(view.id()).hasValue("/notes/1");
        assertThat(problems(view)).containsExactly("/id ID");
    }

    // https://github.com/fedify-dev/fedify/issues/411
    @Test
    void keeps_a_relative_address_of_a_picture_as_it_stands_and_says_so() {
        Person person = person("'icon': {'type': 'Image', 'url': '/avatars/1.png'}");

        assertThat(person.icon().embedded().orElseThrow().url().id()).hasValue("/avatars/1.png");
        assertThat(problems(person)).containsExactly("/icon/url FORMAT");
    }

    // https://github.com/fedify-dev/fedify/issues/790
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'https://a.example/1.png'",
                "['https://a.example/1.png', 'https://a.example/2.png']",
                "{'type': 'Link', 'href': 'https://a.example/1.png', 'mediaType': 'image/png'}",
                "[{'type': 'Link', 'href': 'https://a.example/1.png'}]",
                "{'type': 'Image', 'id': 'https://a.example/1.png', 'url': 'https://a.example/1.png'}",
            })
    void finds_a_picture_that_is_a_text_a_link_or_a_list(String icon) {
        Person person = person("'icon': " + icon + ", 'image': " + icon);

        assertThat(person.icon().id()).hasValue("https://a.example/1.png");
        assertThat(person.image().id()).hasValue("https://a.example/1.png");
    }

    @Test
    void tells_the_link_that_a_picture_came_by() {
        Person person = person("'icon': {'type': 'Link', 'href': 'https://a.example/1.png', 'mediaType': 'image/png'}");

        assertThat(person.icon()).isInstanceOf(Ref.Link.class);
        assertThat(((Ref.Link<Image>) person.icon()).link().orElseThrow().mediaType())
                .hasValue("image/png");
    }

    @Test
    void finds_addresses_that_are_a_text_a_link_or_a_list_of_both() {
        Note one = note("'url': 'https://a.example/@u/1'");
        Note several = note(
                "'url': [{'type': 'Link', 'href': 'https://a.example/1.mp4', 'mediaType': 'video/mp4', 'height': 720},"
                        + " 'https://a.example/@u/1', {'type': 'Link', 'mediaType': 'text/html', 'href': 'https://a.example/w/1'}]");

        assertThat(one.url().id()).hasValue("https://a.example/@u/1");
        assertThat(several.urls().embedded())
                .extracting(Link::href)
                .extracting(Optional::orElseThrow)
                .containsExactly("https://a.example/1.mp4", "https://a.example/w/1");
        assertThat(several.urls().embedded().getFirst().height()).hasValue(720);
        assertThat(several.urls()).hasSize(3);
    }

    // https://codeberg.org/fediverse/fep/src/branch/main/fep/fffd/fep-fffd.md
    @Test
    void keeps_links_to_what_a_proxy_object_stands_for() {
        Note note = note(
                "'url': [{'type': 'Link', 'rel': 'canonical', 'href': 'at://did:plc:x/app.bsky.feed.post/1'},"
                        + " {'type': 'Link', 'rel': ['alternate', 'canonical'], 'href': 'nostr:note1x'}, 'https://a.example/1']");

        assertThat(note.urls().embedded())
                .extracting(link -> link.href().orElseThrow())
                .containsExactly("at://did:plc:x/app.bsky.feed.post/1", "nostr:note1x");
        assertThat(note.urls().embedded().get(1).rels()).containsExactly("alternate", "canonical");
        assertThat(problems(note)).isEmpty();
    }
}
