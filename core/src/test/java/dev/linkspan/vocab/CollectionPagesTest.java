package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.linkspan.vocab.CollectionPages.Part;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections of our own, read page by page. */
class CollectionPagesTest {

    private static final CollectionPages FOLLOWERS = new CollectionPages("https://a.example/users/a/followers");

    // ActivityStreams 2.0 core, section 5.1: a collection points to its first page, pages to the collection and to the
    // next.
    @Test
    void a_collection_leads_from_page_to_page() {
        JsonObject collection = FOLLOWERS.paged(OptionalLong.of(3)).json();
        JsonObject first = FOLLOWERS
                .page(Optional.empty(), List.of(link("https://b.example/1")), Optional.of("x/1"), OptionalLong.of(3))
                .json();

        assertThat(collection.toString()).isEqualTo("""
                {"@context":"https://www.w3.org/ns/activitystreams","type":"OrderedCollection",\
                "id":"https://a.example/users/a/followers","totalItems":3,\
                "first":"https://a.example/users/a/followers?page=first"}""");
        assertThat(first.toString()).isEqualTo("""
                {"@context":"https://www.w3.org/ns/activitystreams","type":"OrderedCollectionPage",\
                "id":"https://a.example/users/a/followers?page=first",\
                "partOf":"https://a.example/users/a/followers","totalItems":3,\
                "next":"https://a.example/users/a/followers?after=x%2F1","orderedItems":["https://b.example/1"]}""");
    }

    @Test
    void the_last_page_has_no_next_and_its_items_are_an_array_though_there_is_none() {
        JsonObject last = FOLLOWERS
                .page(Optional.of("x/1"), List.of(), Optional.empty(), OptionalLong.empty())
                .json();

        assertThat(last.keySet()).containsExactly("@context", "type", "id", "partOf", "orderedItems");
        assertThat(last.getString("id")).isEqualTo("https://a.example/users/a/followers?after=x%2F1");
        assertThat(last.getJsonArray("orderedItems")).isEmpty();
    }

    @Test
    void each_address_asks_for_the_page_that_has_it() {
        for (Optional<String> cursor :
                List.of(Optional.<String>empty(), Optional.of("1"), Optional.of("ü/&=?# %first"))) {
            String address = FOLLOWERS.address(cursor);

            assertThat(CollectionPages.asked(address.substring(address.indexOf('?') + 1)))
                    .isEqualTo(new Part.Page(cursor));
        }
        assertThat(CollectionPages.asked("")).isEqualTo(new Part.Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"page=2", "after=", "after=%", "after=%FF", "x", "page=first&x=1"})
    void any_other_query_asks_for_nothing(String query) {
        assertThat(CollectionPages.asked(query)).isEqualTo(new Part.Unknown());
        assertThat(CollectionPages.asked("after=" + "x".repeat(1_001))).isEqualTo(new Part.Unknown());
    }

    @Test
    void embedded_items_bring_their_context_to_the_page() {
        Note note = Note.builder().id("https://a.example/1").sensitive(true).build();

        JsonObject page = FOLLOWERS
                .page(Optional.empty(), List.of(new Ref.Embedded<>(note)), Optional.empty(), OptionalLong.empty())
                .json();

        JsonObject item = page.getJsonArray("orderedItems").getJsonObject(0);
        assertThat(item.containsKey("@context")).isFalse();
        assertThat(page.get("@context")).isEqualTo(note.json().get("@context"));
    }

    @Test
    void a_small_collection_is_whole_and_a_private_one_shows_its_number_at_most() {
        assertThat(FOLLOWERS.whole(List.of(link("https://b.example/1"))).json().toString())
                .isEqualTo("""
                {"@context":"https://www.w3.org/ns/activitystreams","type":"OrderedCollection",\
                "id":"https://a.example/users/a/followers","totalItems":1,"orderedItems":["https://b.example/1"]}""");
        assertThat(FOLLOWERS.hidden(OptionalLong.of(7)).json().keySet())
                .containsExactly("@context", "type", "id", "totalItems");
    }

    @Test
    void an_id_with_a_query_is_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CollectionPages("https://a.example/f?x=1"));
    }

    private static Ref<Entity> link(String id) {
        return new Ref.Link<>(id);
    }
}
