package dev.linkspan.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LaneProgress.Straggler;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Outboxes.Shelf;
import dev.linkspan.store.Published;
import dev.linkspan.store.Store;
import dev.linkspan.store.Subscription;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kills a process between its acts, again and again on one database, and looks at what it left. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class CrashContract {

    /** For the test of a store. */
    protected CrashContract() {}

    private static final int ROUNDS = 10;

    /** Where the store keeps its data, as its {@link StoreOpener} takes it. */
    protected abstract String location();

    /** Opens the store, in this process and in the one that is killed. */
    protected abstract Class<? extends StoreOpener> opener();

    /** The store, after a process that used it was killed. */
    protected Store open() {
        return CrashingAppender.opener(opener().getName()).open(location());
    }

    private final Map<String, Long> appended = new HashMap<>();
    private final Set<String> subscribed = new HashSet<>();
    private final Set<String> followed = new HashSet<>();
    private final Set<String> published = new HashSet<>();
    private final Map<String, Long> advanced = new HashMap<>();
    private final Set<String> replayed = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private final Set<String> forgotten = new HashSet<>();

    @Test
    @Timeout(300)
    void holds_every_acknowledged_act_once_and_none_half_after_each_kill() throws Exception {
        Random random = new Random(20261121);
        for (int round = 0; round < ROUNDS; round++) {
            runAndKill(round, 20 + random.nextInt(400));

            try (Store store = open()) {
                check(store);
            }
        }
        assertThat(appended).hasSizeGreaterThan(ROUNDS * 10 / 2);
    }

    private void runAndKill(int round, int acknowledgements) throws Exception {
        try (CrashingAppender.Child child = CrashingAppender.start(opener(), location(), round)) {
            for (int i = 0; i < acknowledgements; i++) {
                note(child.readLine().orElseThrow());
            }
            child.kill();
            // What it said before it died and was not read yet.
            for (Optional<String> line = child.readLine(); line.isPresent(); line = child.readLine()) {
                note(line.get());
            }
        }
    }

    private void note(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "append" -> appended.put(words[1], Long.parseLong(words[2]));
            case "subscribe" -> subscribed.add(words[1]);
            case "follow" -> followed.add(words[1]);
            case "show" -> published.add(words[1]);
            case "advance" -> advanced.put(words[1], Long.parseLong(words[2]));
            case "replay" -> replayed.add(words[1]);
            case "remove" -> removed.add(words[1]);
            case "forget" -> forgotten.add(words[1]);
            default -> throw new AssertionError(line);
        }
    }

    private void check(Store store) {
        List<LogEntry> entries = store.log().read(0, Integer.MAX_VALUE, Long.MAX_VALUE);
        Map<String, Long> offsets = entries.stream().collect(Collectors.toMap(LogEntry::activityId, LogEntry::offset));
        assertThat(entries).extracting(LogEntry::offset).isSorted().doesNotHaveDuplicates();
        assertThat(entries.getLast().offset()).isLessThanOrEqualTo(store.log().end());

        // Acknowledged is there, at the offset that was said; toMap above refuses an id that is there twice.
        assertThat(offsets).containsAllEntriesOf(appended);
        assertThat(store.subscriptions().all())
                .extracting(Subscription::authority)
                .containsAll(subscribed.stream()
                        .filter(authority -> !offsets.containsKey("reject-" + key(authority)))
                        .toList());
        assertThat(followers(store)).containsAll(followed);
        List<String> shown = shown(store);
        assertThat(shown).containsAll(published);

        // Acknowledged or not, an act is there as a whole.
        Set<String> followers = followers(store);
        for (String id : offsets.keySet()) {
            if (id.startsWith("followed-") || id.startsWith("came-")) {
                assertThat(followers).contains("f" + id.substring(id.indexOf('-') + 1) + ".example");
            } else if (id.startsWith("shown-")) {
                assertThat(store.log().seen(id)).isTrue();
            } else if (id.startsWith("old-")) {
                assertThat(store.log().seen(id)).isTrue();
                assertThat(store.log().own(id)).isPresent();
            } else if (!id.startsWith("accept-") && !id.startsWith("reject-")) {
                String other = id.endsWith("-second") ? id.substring(0, id.length() - 7) : id + "-second";
                assertThat(offsets).containsKey(other);
                assertThat(store.log().seen(id)).isTrue();
            } else {
                assertThat(store.log().own(id)).isPresent();
            }
        }
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(offsets.keySet().stream()
                        .filter(id -> id.startsWith("shown-"))
                        .toList());
        Set<String> accepted = offsets.keySet().stream()
                .filter(id -> id.startsWith("accept-"))
                .map(id -> "h" + id.substring(7) + ".example")
                .collect(Collectors.toSet());
        Set<String> left = accepted.stream()
                .filter(authority -> !offsets.containsKey("reject-" + key(authority)))
                .collect(Collectors.toSet());
        assertThat(store.subscriptions().all())
                .extracting(Subscription::authority)
                .containsExactlyInAnyOrderElementsOf(left);
        for (String follower : followers) {
            String key = key(follower);
            assertThat(offsets).containsKeys("followed-" + key, "came-" + key);
        }
        Set<String> lanes = new HashSet<>(accepted);
        lanes.addAll(followers);
        if (!followers.isEmpty()) {
            lanes.add(Lane.APPLICATION);
        }
        assertThat(store.lanes().all()).extracting(Lane::authority).containsExactlyInAnyOrderElementsOf(lanes);
        assertThat(store.lanes().all()).allMatch(lane -> lane.target().isPresent() == left.contains(lane.authority()));
        checkLanes(store);
        assertThat(removed).allSatisfy(key -> assertThat(offsets).containsKey("reject-" + key));
        assertThat(forgotten).allSatisfy(id -> {
            assertThat(offsets).doesNotContainKey(id);
            assertThat(store.log().seen(id)).isFalse();
            assertThat(store.log().own(id)).isEmpty();
        });
    }

    /** A cursor stands with the straggler that was written along with it, and alike in the two lanes of the act. */
    private void checkLanes(Store store) {
        for (String key : advanced.keySet()) {
            LaneProgress second =
                    store.lanes().find("f" + key + ".example").orElseThrow().progress();
            Lane first = store.lanes().find("h" + key + ".example").orElseThrow();
            assertThat(second.cursor()).isGreaterThanOrEqualTo(advanced.get(key));
            assertThat(second.stragglers())
                    .containsExactly(new Straggler(second.cursor(), (int) (second.cursor() % 1_000), Entries.NOW));
            if (first.replay().isEmpty()) {
                assertThat(replayed).doesNotContain(key);
                assertThat(first.progress().cursor()).isEqualTo(second.cursor());
                assertThat(first.progress().stragglers()).isEqualTo(second.stragglers());
            } else {
                assertThat(first.replay().get().resume()).isEqualTo(second.cursor());
                assertThat(first.progress().cursor()).isLessThan(second.cursor());
            }
        }
    }

    /** What a host's name was made of. */
    private static String key(String authority) {
        return authority.substring(1, authority.length() - ".example".length());
    }

    private static List<String> shown(Store store) {
        return store
                .outboxes()
                .page(Shelf.OUTBOX, CrashingAppender.AUTHOR, Optional.empty(), 1_000_000)
                .items()
                .stream()
                .map(Published::activityId)
                .toList();
    }

    private static Set<String> followers(Store store) {
        return store
                .follows()
                .page(Direction.FOLLOWER, "https://app.example/users/u", State.ACCEPTED, Optional.empty(), 1_000_000)
                .relations()
                .stream()
                .map(FollowRelation::authority)
                .collect(Collectors.toSet());
    }
}
