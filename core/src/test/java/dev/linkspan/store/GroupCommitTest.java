package dev.linkspan.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static dev.linkspan.testkit.store.Entries.ids;
import static dev.linkspan.testkit.store.Entries.received;
import static dev.linkspan.testkit.store.Entries.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.build.Await;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.AppendResult.Appended;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Audience.Subscribers;
import dev.linkspan.store.StoreException.Reason;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One transaction for all who wait, and whom its failures concern. */
@Timeout(60)
final class GroupCommitTest {

    @TempDir
    Path dir;

    private FaultyDialect dialect;
    private JdbcStore store;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void open() {
        dialect = new FaultyDialect(dir.resolve("data"));
        store = JdbcStore.open(dialect);
        dialect.commits.set(0);
    }

    @AfterEach
    void close() {
        dialect.beforeCommit = () -> {};
        store.close();
        callers.close();
    }

    /** Holds the next commit up, lets callers queue behind it, and gives the latch that releases it. */
    private CountDownLatch holdNextCommit() {
        CountDownLatch release = new CountDownLatch(1);
        dialect.beforeCommit = () -> {
            dialect.beforeCommit = () -> {};
            release.await();
        };
        return release;
    }

    private void awaitWaiting(int acts) {
        Await.until(acts + " acts", () -> store.writer().waiting() >= acts);
    }

    private void awaitCommits(int commits) {
        Await.until(commits + " commits", () -> dialect.commits.get() >= commits);
    }

    private Future<AppendResult> append(String key) {
        return callers.submit(() -> store.log().append(received(key)));
    }

    @Test
    void takes_all_who_wait_into_one_commit() throws Exception {
        CountDownLatch release = holdNextCommit();
        Future<AppendResult> first = append("first");
        awaitCommits(1);
        List<Future<AppendResult>> others = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            others.add(append("k" + i));
        }
        awaitWaiting(200);

        release.countDown();
        first.get();
        for (Future<AppendResult> other : others) {
            assertThat(other.get()).isInstanceOf(Appended.class);
        }

        assertThat(dialect.commits).hasValue(2);
        assertThat(store.log().end()).isEqualTo(201);
    }

    @Test
    void takes_no_more_into_one_commit_than_its_cap() throws Exception {
        CountDownLatch release = holdNextCommit();
        Future<AppendResult> first = append("first");
        awaitCommits(1);
        List<Future<AppendResult>> others = new ArrayList<>();
        for (int i = 0; i < GroupCommit.MAX_BATCH + 1; i++) {
            others.add(append("k" + i));
        }
        awaitWaiting(GroupCommit.MAX_BATCH + 1);

        release.countDown();
        first.get();
        for (Future<AppendResult> other : others) {
            other.get();
        }

        assertThat(dialect.commits).hasValue(3);
    }

    @Test
    void returns_to_no_caller_before_the_commit_and_lets_others_read_meanwhile() throws Exception {
        store.log().append(received("before"));
        CountDownLatch release = holdNextCommit();
        Future<AppendResult> held = append("held");
        awaitCommits(2);

        assertThat(held.isDone()).isFalse();
        assertThat(ids(store.log().read(0, 10, 1000))).containsExactly("before");
        assertThat(store.log().end()).isEqualTo(1);
        assertThat(store.log().seen("held")).isFalse();

        release.countDown();
        assertThat(held.get()).isEqualTo(new Appended(2));
        assertThat(ids(store.log().read(0, 10, 1000))).containsExactly("before", "held");
    }

    @Test
    void shows_a_subscription_only_after_its_commit() throws Exception {
        CountDownLatch release = holdNextCommit();
        Future<?> put = callers.submit(
                () -> store.subscriptions().put(subscription("a.example", "actor", Style.PUBLIC), List.of()));
        awaitCommits(1);
        assertThat(store.subscriptions().all()).isEmpty();

        release.countDown();
        put.get();
        assertThat(store.subscriptions().isAccepted("a.example")).isTrue();
    }

    @Test
    void fails_only_the_caller_whose_act_fails() throws Exception {
        CountDownLatch release = holdNextCommit();
        Future<AppendResult> first = append("first");
        awaitCommits(1);
        Future<AppendResult> good = append("good");
        awaitWaiting(1);
        Future<?> bad = callers.submit(() -> store.writer().commit(transaction -> {
            JdbcLog.appendUnseen(transaction, List.of(received("bad")));
            throw new SQLException("this act fails");
        }));
        awaitWaiting(2);
        Future<AppendResult> late = append("late");
        awaitWaiting(3);

        release.countDown();
        first.get();
        assertThat(good.get()).isEqualTo(new Appended(2));
        assertThat(late.get()).isEqualTo(new Appended(3));
        assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("this act fails");

        assertThat(dialect.commits).hasValue(2);
        assertThat(ids(store.log().read(0, 10, 10_000))).containsExactly("first", "good", "late");
        assertThat(store.log().seen("bad")).isFalse();
    }

    @Test
    void fails_all_callers_of_a_commit_that_fails_and_goes_on() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        dialect.beforeCommit = () -> {
            dialect.beforeCommit = () -> {};
            release.await();
            dialect.beforeCommit = () -> {
                dialect.beforeCommit = () -> {};
                throw new SQLException("the disk is gone");
            };
        };
        List<Long> ends = new ArrayList<>();
        store.log().onAppend(ends::add);
        Future<AppendResult> first = append("first");
        awaitCommits(1);
        Future<AppendResult> one = append("one");
        Future<?> two = callers.submit(
                () -> store.subscriptions().put(subscription("a.example", "actor", Style.PUBLIC), List.of()));
        awaitWaiting(2);

        release.countDown();
        first.get();
        for (Future<?> lost : List.of(one, two)) {
            assertThatThrownBy(lost::get)
                    .hasCauseInstanceOf(StoreException.class)
                    .hasRootCauseMessage("the disk is gone");
        }

        assertThat(store.subscriptions().all()).isEmpty();
        assertThat(store.lanes().all()).isEmpty();
        assertThat(store.log().append(received("one"))).isEqualTo(new Appended(2));
        assertThat(ids(store.log().read(0, 10, 10_000))).containsExactly("first", "one");
        assertThat(ends).containsExactly(1L, 2L);
    }

    @Test
    void loses_nothing_acknowledged_when_the_disk_is_full_and_goes_on_when_it_no_longer_is() {
        store.close();
        dialect = new FaultyDialect(dir.resolve("data"));
        dialect.onOpen = "PRAGMA max_page_count = 200";
        store = JdbcStore.open(dialect);
        List<String> acknowledged = new ArrayList<>();
        StoreException full = null;
        for (int i = 0; full == null && i < 10_000; i++) {
            try {
                store.log().append(large("k" + i));
                acknowledged.add("k" + i);
            } catch (StoreException e) {
                full = e;
            }
        }
        assertThat(full).isNotNull();
        assertThat(full.reason()).isEqualTo(Reason.FAILED);
        assertThat(full.getCause()).hasMessageContaining("SQLITE_FULL");
        assertThatThrownBy(() -> store.log().append(large("still full"))).isInstanceOf(StoreException.class);

        store.close();
        dialect = new FaultyDialect(dir.resolve("data"));
        store = JdbcStore.open(dialect);
        store.log().append(large("again"));
        acknowledged.add("again");

        assertThat(ids(store.log().read(0, 100_000, Long.MAX_VALUE))).containsExactlyElementsOf(acknowledged);
    }

    @Test
    void refuses_a_listener_that_writes_instead_of_waiting_for_itself() {
        List<Throwable> refusals = new ArrayList<>();
        store.log().onAppend(end -> {
            try {
                store.log().append(received("from the listener"));
            } catch (IllegalStateException e) {
                refusals.add(e);
            }
        });

        store.log().append(received("k1"));

        assertThat(refusals).hasSize(1);
    }

    @Test
    void finishes_what_was_admitted_before_it_closes_and_refuses_the_rest() throws Exception {
        CountDownLatch release = holdNextCommit();
        Future<AppendResult> first = append("first");
        awaitCommits(1);
        Future<AppendResult> second = append("second");
        awaitWaiting(1);
        Future<?> closing = callers.submit(store::close);

        release.countDown();
        closing.get();

        assertThat(first.get()).isEqualTo(new Appended(1));
        assertThat(second.get()).isEqualTo(new Appended(2));
        for (Runnable late : List.<Runnable>of(
                () -> store.log().append(received("late")),
                () -> store.log().end(),
                () -> store.lanes().all())) {
            assertThatThrownBy(late::run)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
        }
    }

    @Test
    void finishes_before_it_closes_even_if_the_closer_is_interrupted() throws Exception {
        CountDownLatch release = holdNextCommit();
        Future<AppendResult> first = append("first");
        awaitCommits(1);
        Future<Boolean> closing = callers.submit(() -> {
            Thread.currentThread().interrupt();
            store.close();
            return Thread.interrupted();
        });

        release.countDown();

        assertThat(closing.get()).as("still interrupted").isTrue();
        assertThat(first.get()).isEqualTo(new Appended(1));
    }

    private static NewEntry large(String key) {
        return new NewEntry(
                key,
                key,
                "Create",
                key,
                new Subscribers(Form.RECEIVED, Form.NONE, Set.of()),
                Optional.of(Body.of(new byte[10_000])),
                Optional.empty(),
                Optional.empty(),
                NOW);
    }

    @Test
    void goes_on_after_an_error_in_what_follows_a_commit() throws Exception {
        List<Long> heard = new ArrayList<>();
        store.log().onAppend(end -> {
            throw new NoClassDefFoundError("injected");
        });
        store.log().onAppend(heard::add);
        assertThat(append("first").get(30, TimeUnit.SECONDS)).isEqualTo(new Appended(1));
        assertThat(append("second").get(30, TimeUnit.SECONDS)).isEqualTo(new Appended(2));
        assertThat(heard).containsExactly(1L, 2L);

        Future<Boolean> failing = callers.submit(() -> store.writer().commit(transaction -> {
            transaction.afterCommit(() -> {
                throw new NoClassDefFoundError("injected");
            });
            return true;
        }));
        assertThat(failing.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(append("third").get(30, TimeUnit.SECONDS)).isEqualTo(new Appended(3));
    }
}
