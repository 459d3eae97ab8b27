package dev.linkspan.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A small fediverse on 127.0.0.1 for the tests of an application: one fake instance of each software, or those that were asked
 * for, with people who follow, write and react, and who see of the application's posts only what their software would take.
 * Thread-safe; closing it closes the instances.
 */
public final class FakeFediverse implements AutoCloseable {

    /** In how many parts time passes, and how long in real time an application may take for what each brings. */
    private static final int STEPS = 20;

    private static final Duration MOMENT = Duration.ofMillis(250);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(10);

    private final VirtualClock clock;
    private final List<FakeInstance> instances;

    FakeFediverse(VirtualClock clock, List<FakeInstance> instances) {
        this.clock = clock;
        this.instances = List.copyOf(instances);
    }

    /** One instance of each software, started. */
    public static FakeFediverse start() {
        return of(Profile.values());
    }

    /** One instance of each of these, started. */
    public static FakeFediverse of(Profile... software) {
        FakeFediverseBuilder builder = builder();
        for (Profile profile : software) {
            builder.with(profile);
        }
        return builder.start();
    }

    /** A builder, for settings of single instances or another clock. */
    public static FakeFediverseBuilder builder() {
        return new FakeFediverseBuilder();
    }

    /** The time of all instances, for a test to move, and for the application under test to share. */
    public VirtualClock clock() {
        return clock;
    }

    /** All instances, in the order in which they were asked for. */
    public List<FakeInstance> instances() {
        return instances;
    }

    /**
     * The first instance of this software.
     *
     * @throws IllegalArgumentException if there is none
     */
    public FakeInstance instance(Profile software) {
        return instances.stream()
                .filter(instance -> instance.profile() == software)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("software: " + software + " (expected: one of "
                        + instances.stream().map(FakeInstance::profile).toList() + ")"));
    }

    /** Somebody's account on the instance of this software. */
    public FakeAccount account(Profile software, String userName) {
        return instance(software).account(userName);
    }

    /** Accounts of one name, one on each instance. */
    public List<FakeAccount> accounts(String userName) {
        return instances.stream().map(instance -> instance.account(userName)).toList();
    }

    /**
     * Lets time pass, little by little, until something matching arrives; an arrival of the past counts, too. For an application
     * that takes the {@link #clock()} and its timers: it tries again when its time comes, which takes a moment of real time.
     *
     * @param atMost how much time, by the clock
     * @throws AssertionError if none arrives; its message lists what did
     */
    public Received expectWithin(Duration atMost, FakeInstance at, Predicate<Received> wanted) {
        for (int i = 0; i < STEPS; i++) {
            Optional<Received> arrived = at.await(wanted, MOMENT);
            if (arrived.isPresent()) {
                return arrived.get();
            }
            clock.advance(atMost.dividedBy(STEPS));
        }
        return at.expect(wanted, LAST_MOMENT);
    }

    /**
     * Waits on each instance for a matching arrival, past or future.
     *
     * @param atMost for each of them
     * @throws AssertionError if one gets none in time; its message lists what that one did get, and what it thought of it
     */
    public List<Received> expectEverywhere(Predicate<Received> wanted, Duration atMost) {
        return instances.stream()
                .map(instance -> instance.expect(wanted, atMost))
                .toList();
    }

    /** Stops all instances. */
    @Override
    public void close() {
        instances.forEach(FakeInstance::close);
    }

    /** What everybody received and what became of it, a line each: for messages of failed tests. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (FakeInstance instance : instances) {
            text.append(instance).append('\n');
            instance.received().forEach(one -> text.append("  ").append(one).append('\n'));
        }
        return text.toString();
    }
}
