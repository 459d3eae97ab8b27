package dev.linkspan.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * When to kill: moments given by progress, not by the clock, so that a slow machine is hit in the same places. One in three
 * lies between the writing of a post and its answer, the others right behind a delivery's arrival.
 */
final class KillPoints {

    /** Whether the moment is that an activity is posted, or that a number of deliveries has arrived. */
    enum Moment {
        POSTED,
        RECEIVED
    }

    /**
     * One moment.
     *
     * @param count the activity that is posted, or how many deliveries have arrived
     */
    record Point(Moment moment, long count, double progress) {}

    private final List<Point> points;
    private final List<CompletableFuture<Boolean>> posted = new ArrayList<>();

    private KillPoints(List<Point> points, int activities) {
        this.points = List.copyOf(points);
        for (int activity = 0; activity < activities; activity++) {
            posted.add(new CompletableFuture<>());
        }
    }

    static KillPoints random(int kills, int activities, long deliveries, RandomGenerator random) {
        List<Point> points = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            double progress = random.nextDouble(0.01, 0.99);
            points.add(
                    kill % 3 == 0
                            ? new Point(Moment.POSTED, (long) (progress * activities), progress)
                            : new Point(Moment.RECEIVED, (long) (progress * deliveries), progress));
        }
        points.sort(Comparator.comparingDouble(Point::progress));
        return new KillPoints(points, activities);
    }

    List<Point> points() {
        return points;
    }

    /** A publisher has written this activity's request. */
    void posted(int activity) {
        posted.get(activity).complete(true);
    }

    CompletableFuture<Boolean> reached(Point point, Ledger ledger) {
        return switch (point.moment()) {
            case POSTED -> posted.get((int) point.count());
            case RECEIVED -> ledger.whenReceived(point.count());
        };
    }
}
