package dev.linkspan.store;

import static dev.linkspan.store.Entries.control;
import static dev.linkspan.store.Entries.ids;
import static dev.linkspan.store.Entries.offsets;
import static dev.linkspan.store.Entries.received;
import static dev.linkspan.store.Entries.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes on one PostgreSQL. */
@Tag("postgres")
@Timeout(120)
final class PostgresNodesTest {

    /** Far above what it takes, also on a busy machine. */
    private static final long SOON_SECONDS = 20;

    private String url;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void make_a_database() {
        url = PostgresServer.shared().freshUrl();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
    }

    private Store node() {
        return node(PostgresDialect.Patience.DEFAULT);
    }

    private Store node(PostgresDialect.Patience patience) {
        HikariDataSource pool = Pools.of(url);
        opened.addFirst(pool);
        Store store = JdbcStore.open(new PostgresDialect(pool, patience));
        opened.addFirst(store);
        return store;
    }

    private static <T> void awaitNews(BlockingQueue<T> news, T expected) throws InterruptedException {
        T heard = news.poll(SOON_SECONDS, TimeUnit.SECONDS);
        while (heard != null && !heard.equals(expected)) {
            heard = news.poll(SOON_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void appends_of_both_interleave_without_gap_or_disorder() throws Exception {
        Store one = node();
        Store two = node();
        int each = 300;
        List<Long> seenByReader = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < each; i++) {
                String key = "k" + i;
                executor.execute(() -> one.log().append(List.of(received(key), received(key + "/one"))));
                executor.execute(() -> two.log().append(List.of(received(key), received(key + "/two"))));
            }
            // A reader that goes on from where it was must never have missed an entry that became visible later.
            while (seenByReader.size() < 2 * each) {
                long after = seenByReader.isEmpty() ? 0 : seenByReader.getLast();
                seenByReader.addAll(offsets(two.log().read(after, 50, Long.MAX_VALUE)));
            }
        }

        List<Long> all = LongStream.rangeClosed(1, 2L * each).boxed().toList();
        assertThat(seenByReader).isEqualTo(all);
        assertThat(offsets(one.log().read(0, 3 * each, Long.MAX_VALUE))).isEqualTo(all);
        assertThat(ids(one.log().read(0, 3 * each, Long.MAX_VALUE))).doesNotHaveDuplicates();
    }

    @Test
    void hears_of_an_entry_that_the_other_appended() throws Exception {
        Store one = node();
        Store two = node();
        BlockingQueue<Long> ends = new LinkedBlockingQueue<>();
        opened.addFirst(two.log().onAppend(ends::add));

        one.log().append(received("k1"));

        awaitNews(ends, 1L);
        assertThat(ids(two.log().read(0, 10, 1000))).containsExactly("k1");
        assertThat(two.log().append(received("k1"))).isEqualTo(new AppendResult.Duplicate("k1"));
    }

    @Test
    void hears_of_what_the_other_changed_before_it_tells_its_listeners() throws Exception {
        Store one = node();
        Store two = node();
        Subscription subscription = subscription("a.example", "actor", Style.PUBLIC);
        BlockingQueue<String> lanes = new LinkedBlockingQueue<>();
        BlockingQueue<String> values = new LinkedBlockingQueue<>();
        opened.addFirst(two.subscriptions().onChange(lanes::add));
        opened.addFirst(two.values().onChange(values::add));

        one.subscriptions()
                .put(Optional.empty(), subscription, List.of(control("a.example", "accept")), Optional.empty());
        awaitNews(lanes, "a.example");
        assertThat(two.subscriptions().all()).containsExactly(subscription);

        one.domainRules().put(new DomainRule("bad.example", Kind.BLOCK, "spam"));
        one.values().put("v", Optional.empty(), Body.of("1"));
        awaitNews(values, "v");
        assertThat(two.values().find("v")).contains(Body.of("1"));
        assertThat(two.domainRules().isBlocked("bad.example")).isTrue();

        two.subscriptions().remove(subscription.actor(), Style.PUBLIC, List.of());
        two.domainRules().remove("bad.example");
        two.values().put("v", Optional.of(Body.of("1")), Body.of("2"));
        BlockingQueue<String> back = new LinkedBlockingQueue<>();
        opened.addFirst(one.values().onChange(back::add));
        two.values().put("w", Optional.empty(), Body.of("3"));
        awaitNews(back, "w");
        assertThat(one.subscriptions().all()).isEmpty();
        assertThat(one.domainRules().all()).isEmpty();
    }

    @Test
    void hears_of_more_changes_than_one_notification_can_carry() throws Exception {
        Store one = node();
        Store two = node();
        BlockingQueue<String> values = new LinkedBlockingQueue<>();
        opened.addFirst(two.values().onChange(values::add));
        String longName = "x".repeat(9_000);

        one.values().put(longName, Optional.empty(), Body.of("1"));

        awaitNews(values, longName);
    }

    @Test
    void finds_what_was_not_announced_at_the_next_look() throws Exception {
        Store one = node(new PostgresDialect.Patience(Duration.ofSeconds(6), Duration.ofMillis(50)));
        BlockingQueue<Long> ends = new LinkedBlockingQueue<>();
        BlockingQueue<String> lanes = new LinkedBlockingQueue<>();
        opened.addFirst(one.log().onAppend(ends::add));
        opened.addFirst(one.subscriptions().onChange(lanes::add));

        // Written past the store, as notifications that a pooler swallows: only the counters tell of it.
        PostgresServer.execute(
                url,
                "INSERT INTO subscription (actor, style, authority, inbox, state, follow_id,"
                        + " follow_object, follow_back, since) VALUES ('https://a.example/u', 'PUBLIC', 'a.example',"
                        + " 'https://a.example/inbox', 'ACCEPTED', 'f', 'o', 'NONE', 0);"
                        + " UPDATE log_end SET pos = pos + 7, revision = revision + 1");

        awaitNews(ends, 7L);
        awaitNews(lanes, "a.example");
        assertThat(one.subscriptions().isAccepted("a.example")).isTrue();
    }

    @Test
    void two_that_change_one_subscription_leave_both_with_the_same() throws Exception {
        Store one = node();
        Store two = node();
        Subscription subscription = subscription("a.example", "actor", Style.PUBLIC);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                Store node = i % 2 == 0 ? one : two;
                Subscription changed = Entries.shared(subscription, "https://a.example/shared/" + i);
                executor.execute(() -> node.subscriptions().put(changed, List.of()));
            }
        }
        BlockingQueue<String> last = new LinkedBlockingQueue<>();
        opened.addFirst(two.values().onChange(last::add));
        one.values().put("end", Optional.empty(), Body.of("1"));
        awaitNews(last, "end");
        BlockingQueue<String> back = new LinkedBlockingQueue<>();
        opened.addFirst(one.values().onChange(back::add));
        two.values().put("back", Optional.empty(), Body.of("1"));
        awaitNews(back, "back");

        assertThat(one.subscriptions().all())
                .hasSize(1)
                .isEqualTo(two.subscriptions().all());
        try (Store third = node()) {
            assertThat(third.subscriptions().all())
                    .isEqualTo(one.subscriptions().all());
        }
    }

    @Test
    void several_that_start_at_once_on_an_empty_database_make_its_tables_once() {
        List<CompletableFuture<Store>> starting = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                starting.add(CompletableFuture.supplyAsync(this::synchronizedNode, executor));
            }
        }
        for (CompletableFuture<Store> started : starting) {
            assertThat(started.join().log().end()).isZero();
        }
    }

    private Store synchronizedNode() {
        HikariDataSource pool = Pools.of(url);
        Store store = Store.postgresql(pool);
        synchronized (opened) {
            opened.addFirst(pool);
            opened.addFirst(store);
        }
        return store;
    }
}
