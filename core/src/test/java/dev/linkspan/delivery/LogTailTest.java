package dev.linkspan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTailTest {

    private final Rig rig = new Rig();
    private final ProbedStore store = new ProbedStore(rig.store);

    @Test
    void shows_each_appended_entry_once_and_in_order() {
        LogTail tail = new LogTail(store.log(), 1 << 20);
        List<Long> shown = new ArrayList<>();
        append(3);
        tail.advance(entry -> shown.add(entry.offset()));
        append(2);
        tail.advance(entry -> shown.add(entry.offset()));

        assertThat(shown).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(tail.end()).isEqualTo(5);
        assertThat(offsets(tail, 2)).containsExactly(3L, 4L, 5L);
        assertThat(offsets(tail, 5)).isEmpty();
    }

    @Test
    void reads_what_is_in_memory_from_memory() {
        LogTail tail = new LogTail(store.log(), 1 << 20);
        append(3);
        tail.advance(entry -> {});
        store.entriesRead.clear();

        for (int lane = 0; lane < 100; lane++) {
            assertThat(offsets(tail, 0)).hasSize(3);
            assertThat(tail.find(2)).isPresent();
        }

        assertThat(store.entriesRead).isEmpty();
    }

    @Test
    void keeps_no_more_than_its_bytes_and_fetches_the_rest_again() {
        LogTail tail = new LogTail(store.log(), 10_000);
        append(100);
        tail.advance(entry -> {});

        assertThat(tail.after(0, 10)).isEmpty();
        assertThat(offsets(tail, 90)).hasSize(10);
        tail.readHistory(0);
        assertThat(offsets(tail, 0)).startsWith(1L, 2L);
        assertThat(tail.find(50).orElseThrow().offset()).isEqualTo(50);
        assertThat(tail.find(101)).isEmpty();
    }

    @Test
    void pages_of_history_and_the_end_of_the_log_stay_within_its_bytes_together() {
        long budget = 100_000;
        LogTail tail = new LogTail(store.log(), budget);
        append(2_000);
        tail.advance(entry -> {});

        // Many lanes catch up from places of their own.
        for (int lane = 0; lane < 200; lane++) {
            tail.readHistory(lane * 9L);
            assertThat(tail.held()).isLessThanOrEqualTo(budget);
        }

        assertThat(tail.held()).isGreaterThan(budget / 2);
    }

    @Test
    void fetches_history_once_for_all_lanes_that_need_it() {
        append(100);
        LogTail tail = new LogTail(store.log(), 1 << 20);

        for (int lane = 0; lane < 50; lane++) {
            tail.readHistory(lane);
        }

        assertThat(store.entriesRead).hasSize(100);
    }

    @Test
    void says_how_much_has_left_the_log() {
        append(10);
        LogTail tail = new LogTail(store.log(), 1 << 20);
        rig.store.log().trim(rig.time.instant().plusSeconds(1), Instant.MAX, Instant.MIN, Instant.MIN);
        tail.readHistory(4);

        LogTail.Batch batch = tail.after(4, 10).orElseThrow();

        assertThat(batch.entries()).isEmpty();
        assertThat(batch.to()).isEqualTo(10);
        assertThat(batch.skipped()).isEqualTo(6);
    }

    @Test
    void computes_a_digest_once_per_form() {
        append(1);
        LogEntry entry = rig.store.log().at(1).orElseThrow();
        TailEntry held = new TailEntry(entry);
        Body received = held.body(Form.RECEIVED).orElseThrow();
        Body own = held.body(Form.OWN).orElseThrow();

        assertThat(held.digest(Form.RECEIVED, received)).isEqualTo(BodyDigest.of(Body.of("entry 0")));
        assertThat(held.digest(Form.OWN, own)).isEqualTo(BodyDigest.of(Body.of("own entry 0")));
        assertThat(held.digest(Form.OWN, own)).isSameAs(held.digest(Form.OWN, own));
        assertThat(held.body(Form.NONE)).isEmpty();
    }

    private void append(int entries) {
        for (int i = 0; i < entries; i++) {
            rig.store.log().append(rig.entry("entry " + i, "object", Rig.everyone()));
        }
    }

    private static List<Long> offsets(LogTail tail, long after) {
        return tail.after(after, 1_000).orElseThrow().entries().stream()
                .map(TailEntry::offset)
                .toList();
    }
}
