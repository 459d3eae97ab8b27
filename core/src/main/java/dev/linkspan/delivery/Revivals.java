package dev.linkspan.delivery;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells the node that serves a troubled lane that its host spoke to this one. The last few hosts stand in a value that all
 * nodes share, each with a number: a node follows those behind the last number it has seen. Thread-safe.
 */
final class Revivals {

    private static final String NAME = "revivals";

    /** More at once than nodes tell in the time between two looks; one that is missed is told again a minute later. */
    private static final int KEPT = 256;

    private static final int TRIES = 5;

    private final Store store;
    private final Executor writer;
    private final Reporter reporter;
    private final Consumer<String> revive;

    /** Lanes in trouble that another node serves, as of the last look; each is told once per look. */
    private volatile Set<String> troubled = Set.of();

    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean telling = new AtomicBoolean();
    private long seen; // only the writer uses it

    /** What the value says: the last of these hosts has this number, the one before it one less. */
    private record Told(long last, List<String> hosts) {

        static Told of(Optional<Body> value) {
            List<String> lines = value.map(body -> body.text().lines().toList()).orElse(List.of("0"));
            return new Told(Long.parseLong(lines.getFirst()), lines.subList(1, lines.size()));
        }

        Told with(Set<String> more) {
            List<String> all = new ArrayList<>(hosts);
            all.addAll(more);
            return new Told(last + more.size(), all.subList(Math.max(0, all.size() - KEPT), all.size()));
        }

        List<String> behind(long number) {
            return hosts.subList((int) Math.max(0, hosts.size() - Math.max(0, last - number)), hosts.size());
        }

        Body body() {
            return Body.of(last + "\n" + String.join("\n", hosts));
        }
    }

    /**
     * Nothing heard yet.
     *
     * @param writer where the store is asked, one thing at a time
     * @param revive is given each host that spoke to another node
     */
    Revivals(Store store, Executor writer, Reporter reporter, Consumer<String> revive) {
        this.store = store;
        this.writer = writer;
        this.reporter = reporter;
        this.revive = revive;
    }

    /** Follows what is told from now on. */
    AutoCloseable begin() {
        AutoCloseable registration = store.values().onChange(name -> {
            if (name.equals(NAME)) {
                writer.execute(this::follow);
            }
        });
        seen = Told.of(store.values().find(NAME)).last();
        return registration;
    }

    /** Looks which lanes of others are in trouble, on the writer. */
    void look(Set<String> ours) {
        try {
            Set<String> found = new HashSet<>();
            for (Lane lane : store.lanes().all()) {
                if (!ours.contains(lane.authority()) && isTroubled(lane.progress())) {
                    found.add(lane.authority());
                }
            }
            troubled = found;
            heard.clear();
        } catch (RuntimeException e) {
            reporter.fault("looking for lanes in trouble", e);
        }
    }

    /** A host spoke to us whose lane we do not serve. Cheap enough for every request. */
    void inboundFrom(String authority) {
        if (troubled.contains(authority) && heard.add(authority) && !telling.getAndSet(true)) {
            writer.execute(this::tell);
        }
    }

    private static boolean isTroubled(LaneProgress progress) {
        return progress.failures() > 0
                || progress.nextAttempt().isPresent()
                || progress.health() == LaneProgress.Health.SUSPENDED;
    }

    private void tell() {
        telling.set(false);
        Set<String> news = new HashSet<>(heard);
        news.retainAll(troubled);
        if (news.isEmpty()) {
            return;
        }
        Set<String> left = new HashSet<>(troubled);
        left.removeAll(news);
        troubled = left;
        heard.removeAll(news);
        try {
            boolean told = false;
            for (int i = 0; i < TRIES && !told; i++) {
                Optional<Body> before = store.values().find(NAME);
                told = store.values()
                        .put(NAME, before, Told.of(before).with(news).body());
            }
        } catch (RuntimeException e) {
            reporter.fault("telling which hosts are alive", e);
        }
    }

    private void follow() {
        try {
            Told told = Told.of(store.values().find(NAME));
            List<String> news = told.behind(seen);
            seen = Math.max(seen, told.last());
            news.forEach(revive);
        } catch (RuntimeException e) {
            reporter.fault("looking which hosts are alive", e);
        }
    }
}
