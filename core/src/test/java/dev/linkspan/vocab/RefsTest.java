package dev.linkspan.vocab;

import static dev.linkspan.vocab.Lenient.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What names other objects. */
class RefsTest {

    private static final String TAGS =
            "'tag': ['https://a.example/t', {'type': 'Mention', 'href': 'https://b.example/u'},"
                    + " {'type': ['Hashtag', 'Emoji'], 'id': 'https://a.example/x'}, {'id': 'https://a.example/y'}, {}, null]";

    @Test
    void tells_links_and_what_is_embedded_in_their_order() {
        Refs<Entity> tags = note(TAGS).tags();

        assertThat(tags).hasSize(4);
        assertThat(tags.ids()).containsExactly("https://a.example/t", "https://a.example/x", "https://a.example/y");
        assertThat(tags.embedded()).hasSize(2);
        assertThat(tags.embedded(Emoji.class)).hasSize(1);
        assertThat(tags.embedded(Hashtag.class)).hasSize(1);
        assertThat(tags.first()).isEqualTo(new Ref.Link<>("https://a.example/t"));
        assertThat(tags.id()).hasValue("https://a.example/t");
        assertThat(tags.stream()).allMatch(Ref::isPresent);
    }

    @Test
    void nothing_is_absent() {
        Refs<Entity> none = note("'tag': []").tags();

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.first()).isEqualTo(new Ref.Absent<>());
        assertThat(none.id()).isEmpty();
        assertThat(note("'tag': [null, {}, 5]").tags()).isEqualTo(none);
    }

    @Test
    void copies_what_it_is_made_of() {
        List<Ref<Entity>> all = new ArrayList<>(List.of(new Ref.Link<>("https://a.example/1")));
        Refs<Entity> refs = new Refs<>(all);
        all.clear();

        assertThat(refs.size()).isEqualTo(1);
        assertThatThrownBy(() -> refs.all().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void views_are_equal_by_kind_and_json() {
        Note one = note("'content': 'x'");
        Note same = note("'content': 'x'");

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one).isNotEqualTo(note("'content': 'y'"));
        assertThat(Article.of(one)).isNotEqualTo(one);
        assertThat(Article.of(one).node()).isEqualTo(one.node());
        assertThat(note(TAGS).tags()).isEqualTo(note(TAGS).tags());
    }

    @Test
    void a_ref_can_be_handed_from_one_document_to_another() {
        Note from = note(
                "'attributedTo': 'https://a.example/u', 'replies': {'type': 'Collection', 'totalItems': 2}, " + TAGS);

        Note to = Note.builder()
                .attributedTo(from.attributions())
                .replies(from.replies())
                .tag(from.tags())
                .likes(new Ref.Absent<>())
                .build();

        assertThat(to.json().getString("attributedTo")).isEqualTo("https://a.example/u");
        assertThat(to.replies()).isEqualTo(from.replies());
        assertThat(to.tags().ids()).isEqualTo(from.tags().ids());
        assertThat(to.json()).doesNotContainKey("likes");
    }
}
