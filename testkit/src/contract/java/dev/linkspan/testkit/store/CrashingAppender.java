package dev.linkspan.testkit.store;

import static dev.linkspan.testkit.store.Entries.control;
import static dev.linkspan.testkit.store.Entries.follower;
import static dev.linkspan.testkit.store.Entries.forApplication;
import static dev.linkspan.testkit.store.Entries.own;
import static dev.linkspan.testkit.store.Entries.received;
import static dev.linkspan.testkit.store.Entries.sentAs;
import static dev.linkspan.testkit.store.Entries.subscription;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.AppendResult;
import dev.linkspan.store.Audience;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LaneProgress.Straggler;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OutboxChange;
import dev.linkspan.store.Outboxes.Shelf;
import dev.linkspan.store.Published;
import dev.linkspan.store.Store;
import dev.linkspan.store.StoreException;
import dev.linkspan.store.Style;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A process that works on a store until it is killed, and says on its standard output what was acknowledged. Each act of a
 * worker writes to several tables or rows: two entries, a subscription with its lane and its Accept, a follower with its Accept, the lane
 * of that and an entry for the application, an entry and what an outbox shows of it, a claim of lanes, cursors with their stragglers, a
 * lane that goes back, a subscription that ends with a Reject, or an entry that goes with its key and its own activity.
 */
public final class CrashingAppender {

    /** Whose outbox shows what is published. */
    static final String AUTHOR = "https://app.example/users/author";

    private static final int WORKERS = 4;
    private static final String NODE = "node-";

    /** When entries were accepted that are forgotten at once. */
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private CrashingAppender() {}

    /**
     * Works without end.
     *
     * @param args the class of a {@link StoreOpener}, where the store is, and a number that makes the keys of this run its own
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            Store store = opener(args[0]).open(args[1]);
            ReentrantLock moving = new ReentrantLock();
            for (int worker = 0; worker < WORKERS; worker++) {
                String name = args[2] + "-" + worker;
                Thread.ofPlatform().start(() -> work(store, name, moving, out));
            }
        } catch (StoreException e) {
            out.println(e.reason());
        }
    }

    static StoreOpener opener(String className) {
        try {
            return Class.forName(className)
                    .asSubclass(StoreOpener.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "opener: " + className + " (expected: a public class with a public constructor without arguments)",
                    e);
        }
    }

    private static void work(Store store, String name, ReentrantLock moving, PrintStream out) {
        for (int i = 0; ; i++) {
            String key = name + "-" + i;
            AppendResult result = store.log().append(List.of(received(key), received(key + "-second")));
            out.println("append " + key + " " + ((AppendResult.Appended) result).offset());
            String authority = "h" + key + ".example";
            store.subscriptions()
                    .put(subscription(authority, "actor", Style.PUBLIC), List.of(control(authority, "accept-" + key)));
            out.println("subscribe " + authority + " " + key);
            String host = "f" + key + ".example";
            store.follows()
                    .put(
                            Optional.empty(),
                            follower(host, "actor"),
                            List.of(sentAs("Accept", "followed-" + key, host), forApplication("came-" + key)));
            out.println("follow " + host + " " + key);
            String shown = "shown-" + key;
            store.outboxes().append(List.of(received(shown)), List.of(new OutboxChange.Show(post(shown), 1_000_000)));
            out.println("show " + shown);
            moving.lock(); // so that no other worker claims lanes that this one moves
            try {
                store.leases().tend(NODE + name.substring(0, name.indexOf('-')), Duration.ofHours(1));
                moveLanes(store, authority, host, key, out);
            } finally {
                moving.unlock();
            }
            if (i % 2 == 1) {
                store.subscriptions()
                        .remove(
                                "https://" + authority + "/actor",
                                Style.PUBLIC,
                                List.of(control(authority, "reject-" + key)));
                out.println("remove " + key);
            }
            store.log().append(old("old-" + key));
            store.log().trim(LONG_AGO.plusSeconds(1), Instant.MIN, LONG_AGO.plusSeconds(1), LONG_AGO.plusSeconds(1));
            out.println("forget old-" + key);
        }
    }

    /** Two cursors in one act, each with one straggler that says where it stands; then one of them goes back. */
    private static void moveLanes(Store store, String authority, String host, String key, PrintStream out) {
        long end = store.log().end();
        for (long cursor : new long[] {end - 1, end}) {
            store.lanes().advance(List.of(standing(store, authority, cursor), standing(store, host, cursor)));
            out.println("advance " + key + " " + cursor);
        }
        if (key.hashCode() % 2 == 0) {
            store.lanes().replay(authority, Instant.EPOCH, Instant.MAX);
            out.println("replay " + key);
        }
    }

    private static LaneProgress standing(Store store, String authority, long cursor) {
        LaneProgress now = store.lanes().find(authority).orElseThrow().progress();
        return now.under(now.lease(), cursor, List.of(new Straggler(cursor, (int) (cursor % 1_000), Entries.NOW)));
    }

    private static NewEntry old(String id) {
        return new NewEntry(
                id,
                id,
                "Create",
                id,
                new Audience.Subscribers(Audience.Form.OWN, Audience.Form.OWN, Set.of()),
                Optional.empty(),
                Optional.of(own(id, "Announce", id + "/object", Optional.empty(), LONG_AGO)),
                Optional.empty(),
                LONG_AGO);
    }

    private static Published post(String id) {
        return new Published(Shelf.OUTBOX, AUTHOR, id, "Create", "note-" + id, Body.of("{\"id\":\"" + id + "\"}"));
    }

    /** Such a process. */
    public static Child start(Class<? extends StoreOpener> opener, String location, int run) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingAppender.class.getName(),
                        opener.getName(),
                        location,
                        Integer.toString(run))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Child(process, process.inputReader(StandardCharsets.UTF_8));
    }

    /** The process as its parent sees it. */
    public record Child(Process process, BufferedReader output) implements AutoCloseable {

        /** The next whole line; empty at the end. */
        public Optional<String> readLine() {
            StringBuilder line = new StringBuilder();
            try {
                for (int c = output.read(); c >= 0; c = output.read()) {
                    if (c == '\n') {
                        return Optional.of(line.toString());
                    }
                    line.append((char) c);
                }
                // Half a line, or none: the process was killed while it wrote.
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Kills the process as {@code kill -9} does and waits for its end. */
        public void kill() {
            // By its handle: Process.destroyForcibly() would also throw away what it said and was not read yet.
            process.toHandle().destroyForcibly();
            process.onExit().join();
        }

        @Override
        public void close() throws IOException {
            kill();
            output.close();
        }
    }
}
