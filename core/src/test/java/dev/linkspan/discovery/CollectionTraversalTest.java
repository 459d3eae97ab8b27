package dev.linkspan.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.client.FetchBudget;
import dev.linkspan.discovery.CollectionItems.End;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CollectionTraversalTest {

    private static final String OUTBOX = "https://social.example/outbox";
    private static final String NOTE = "https://social.example/notes/";

    private final FakeWeb web = new FakeWeb();

    @Test
    void reads_all_pages_in_their_order() {
        collection("'totalItems':3,'first':'" + OUTBOX + "?1'");
        page("?1", "'orderedItems':['%s1','%s2'],'next':'%s?2'".formatted(NOTE, NOTE, OUTBOX));
        page("?2", "'orderedItems':['%s3']".formatted(NOTE));

        CollectionItems read = read();

        assertThat(read.items())
                .extracting(item -> item.id().orElseThrow())
                .containsExactly(NOTE + "1", NOTE + "2", NOTE + "3");
        assertThat(read.totalItems()).hasValue(3);
        assertThat(read.end()).isEqualTo(End.COMPLETE);
    }

    @Test
    void reads_a_collection_that_shows_its_items_itself() {
        collection("'items':['" + NOTE + "1']");

        assertThat(read().items()).hasSize(1);
        assertThat(read().end()).isEqualTo(End.COMPLETE);
    }

    /** As Mastodon shows replies. */
    @Test
    void reads_a_first_page_that_is_embedded() {
        collection("'first':{'type':'CollectionPage','items':['%s1'],'next':'%s?2'}".formatted(NOTE, OUTBOX));
        page("?2", "'items':['" + NOTE + "2']");

        assertThat(read().items()).hasSize(2);
        assertThat(web.asked).containsExactly(OUTBOX, OUTBOX + "?2");
    }

    @Test
    void o26_items_of_another_origin_are_there_by_id_only() {
        collection(("'orderedItems':[{'id':'%s1','type':'Note'},{'id':'https://victim.example/notes/1','type':'Note'},"
                        + "{'id':'%s2','type':'Note','attributedTo':'https://victim.example/users/bob'},"
                        + "{'type':'Note','content':'anonymous'},7,null]")
                .formatted(NOTE, NOTE));

        CollectionItems read = read();

        assertThat(read.items())
                .extracting(item -> item.object().isPresent())
                .containsExactly(true, false, false, true);
        assertThat(read.items().get(1).id()).contains("https://victim.example/notes/1");
        assertThat(read.items())
                .extracting(CollectionItem::trust)
                .containsExactly(
                        Trust.EMBEDDED_SAME_ORIGIN, Trust.UNTRUSTED, Trust.UNTRUSTED, Trust.EMBEDDED_SAME_ORIGIN);
    }

    @Test
    void o26_pages_of_another_origin_are_not_read() {
        collection("'items':['" + NOTE + "1'],'first':'https://evil.example/page'");

        CollectionItems read = read();

        assertThat(read.end()).isEqualTo(End.FOREIGN_PAGE);
        assertThat(read.items()).hasSize(1);
        assertThat(web.asked).containsExactly(OUTBOX);
    }

    @Test
    void o26_an_embedded_page_of_another_origin_is_not_read() {
        collection("'first':{'id':'https://evil.example/page','type':'CollectionPage','items':['" + NOTE + "1']}");

        assertThat(read().end()).isEqualTo(End.FOREIGN_PAGE);
        assertThat(read().items()).isEmpty();
    }

    @Test
    void o26_pages_and_collections_that_redirect_elsewhere_are_not_read() {
        collection("'first':'" + OUTBOX + "?1'");
        web.redirect(OUTBOX + "?1", "https://evil.example/page");
        web.document("https://evil.example/page", "{'type':'CollectionPage','items':['" + NOTE + "1']}");

        assertThat(read().end()).isEqualTo(End.FOREIGN_PAGE);

        web.redirect("https://social.example/followers", "https://evil.example/page");
        assertThat(web.network().items("https://social.example/followers", CollectionLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.CONTRADICTED));
    }

    @Test
    void o26_a_circle_of_pages_ends() {
        collection("'first':'" + OUTBOX + "?1'");
        page("?1", "'items':['%s1'],'next':'%s?2'".formatted(NOTE, OUTBOX));
        page("?2", "'items':['%s2'],'next':'%s?1'".formatted(NOTE, OUTBOX));

        CollectionItems read = read();

        assertThat(read.end()).isEqualTo(End.LOOP);
        assertThat(read.items()).hasSize(2);
        assertThat(web.asked).hasSize(3);
    }

    @Test
    void o26_a_collection_that_is_its_own_first_page_is_read_once() {
        collection("'items':['" + NOTE + "1'],'first':'" + OUTBOX + "'");

        assertThat(read().end()).isEqualTo(End.LOOP);
        assertThat(read().items()).hasSize(1);
    }

    @Test
    void o26_pages_without_end_are_read_up_to_the_limit() {
        collection("'totalItems':10000000,'first':'" + OUTBOX + "?0'");
        for (int n = 0; n < 30; n++) {
            page("?" + n, "'items':['%s%d'],'next':'%s?%d'".formatted(NOTE, n, OUTBOX, n + 1));
        }

        CollectionItems read = read();

        assertThat(read.end()).isEqualTo(End.PAGE_LIMIT);
        assertThat(read.items()).hasSize(19);
        assertThat(read.totalItems()).hasValue(10_000_000);
        assertThat(web.asked).hasSize(20);
    }

    @Test
    void o26_items_without_end_are_read_up_to_the_limit() {
        collection("'items':["
                + IntStream.range(0, 2_000).mapToObj(n -> "'" + NOTE + n + "'").collect(Collectors.joining(","))
                + "]");

        assertThat(read().end()).isEqualTo(End.ITEM_LIMIT);
        assertThat(read().items()).hasSize(1_000);
    }

    @Test
    void n20_a_collection_is_read_as_far_as_the_budget_goes() {
        collection("'first':'" + OUTBOX + "?0'");
        for (int n = 0; n < 10; n++) {
            page("?" + n, "'items':['%s%d'],'next':'%s?%d'".formatted(NOTE, n, OUTBOX, n + 1));
        }
        Network task = web.network().within(new FetchBudget(4, 1 << 20, Duration.ofSeconds(10)));

        assertThat(task.items(OUTBOX, CollectionLimits.DEFAULT)).isInstanceOfSatisfying(CollectionItems.class, read -> {
            assertThat(read.end()).isEqualTo(End.BUDGET_SPENT);
            assertThat(read.items()).hasSize(3);
        });
        assertThat(web.asked).hasSize(4);
    }

    @Test
    void a_missing_page_ends_the_reading_with_what_there_is() {
        collection("'items':['" + NOTE + "1'],'first':'" + OUTBOX + "?1'");

        assertThat(read().end()).isEqualTo(End.BROKEN_PAGE);
        assertThat(read().items()).hasSize(1);
    }

    @Test
    void a_missing_collection_is_missing() {
        assertThat(web.network().items(OUTBOX, CollectionLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.NOT_FOUND));
    }

    @Test
    void limits_without_sense_are_refused() {
        assertThatThrownBy(() -> new CollectionLimits(0, 1)).hasMessageContaining("items: 0");
        assertThatThrownBy(() -> new CollectionLimits(1, 0)).hasMessageContaining("pages: 0");
    }

    private void collection(String members) {
        web.document(
                OUTBOX,
                "{'@context':'https://www.w3.org/ns/activitystreams','id':'" + OUTBOX + "','type':'OrderedCollection',"
                        + members + "}");
    }

    private void page(String query, String members) {
        web.document(
                OUTBOX + query,
                "{'@context':'https://www.w3.org/ns/activitystreams','id':'" + OUTBOX + query
                        + "','type':'OrderedCollectionPage'," + members + "}");
    }

    private CollectionItems read() {
        CollectionLookup lookup = web.network().items(OUTBOX, CollectionLimits.DEFAULT);
        assertThat(lookup).isInstanceOf(CollectionItems.class);
        return (CollectionItems) lookup;
    }
}
