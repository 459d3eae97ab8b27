package dev.linkspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.benchmarks.KillPoints.Moment;
import dev.linkspan.benchmarks.KillPoints.Point;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KillPointsTest {

    @Test
    void lie_in_order_of_progress_and_hit_both_accepting_and_delivering() {
        List<Point> points = KillPoints.random(12, 500, 100_000, new Random(1)).points();

        assertThat(points).hasSize(12).isSortedAccordingTo((a, b) -> Double.compare(a.progress(), b.progress()));
        assertThat(points)
                .filteredOn(p -> p.moment() == Moment.POSTED)
                .hasSize(4)
                .allMatch(p -> p.count() < 500);
        assertThat(points).filteredOn(p -> p.moment() == Moment.RECEIVED).allMatch(p -> p.count() < 100_000);
    }

    @Test
    void are_reached_when_that_activity_is_posted() {
        KillPoints points = KillPoints.random(1, 3, 3, new Random(1));
        Point point = points.points().getFirst();
        CompletableFuture<Boolean> reached = points.reached(point, new Ledger(1, Plan.creates(3)));

        points.posted(((int) point.count() + 1) % 3);
        assertThat(reached).isNotDone();
        points.posted((int) point.count());

        assertThat(reached).isDone();
    }
}
