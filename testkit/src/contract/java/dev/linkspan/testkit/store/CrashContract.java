package dev.linkspan.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Lane;
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
        if (words[0].equals("append")) {
            appended.put(words[1], Long.parseLong(words[2]));
        } else if (words[0].equals("subscribe")) {
            subscribed.add(words[1]);
        } else if (words[0].equals("follow")) {
            followed.add(words[1]);
        } else {
            published.add(words[1]);
        }
    }

    private void check(Store store) {
        List<LogEntry> entries = store.log().read(0, Integer.MAX_VALUE, Long.MAX_VALUE);
        Map<String, Long> offsets = entries.stream().collect(Collectors.toMap(LogEntry::activityId, LogEntry::offset));
        assertThat(entries).extracting(LogEntry::offset).isSorted().doesNotHaveDuplicates();
        assertThat(entries.getLast().offset()).isEqualTo(store.log().end());

        // Acknowledged is there, at the offset that was said; toMap above refuses an id that is there twice.
        assertThat(offsets).containsAllEntriesOf(appended);
        assertThat(store.subscriptions().all())
                .extracting(Subscription::authority)
                .containsAll(subscribed);
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
            } else if (!id.startsWith("accept-")) {
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
        assertThat(store.subscriptions().all())
                .extracting(Subscription::authority)
                .containsExactlyInAnyOrderElementsOf(accepted);
        for (String follower : followers) {
            String key = follower.substring(1, follower.length() - ".example".length());
            assertThat(offsets).containsKeys("followed-" + key, "came-" + key);
        }
        Set<String> lanes = new HashSet<>(accepted);
        lanes.addAll(followers);
        if (!followers.isEmpty()) {
            lanes.add(Lane.APPLICATION);
        }
        assertThat(store.lanes().all()).extracting(Lane::authority).containsExactlyInAnyOrderElementsOf(lanes);
        assertThat(store.lanes().all())
                .allMatch(lane -> lane.target().isPresent() == accepted.contains(lane.authority()));
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
