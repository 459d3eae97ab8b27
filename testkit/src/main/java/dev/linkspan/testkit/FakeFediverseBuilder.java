package dev.linkspan.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Settings of a fake fediverse: which instances there are. Not thread-safe. */
public final class FakeFediverseBuilder {

    private VirtualClock clock = VirtualClock.running();
    private final List<Wanted> wanted = new ArrayList<>();

    private record Wanted(Profile software, UnaryOperator<FakeInstanceBuilder> settings) {}

    FakeFediverseBuilder() {}

    /** The time of all instances; the system's unless told otherwise. */
    public FakeFediverseBuilder clock(VirtualClock time) {
        clock = time;
        return this;
    }

    /** One more instance, with all defaults. */
    public FakeFediverseBuilder with(Profile software) {
        return with(software, settings -> settings);
    }

    /** One more instance, with settings of its own: another name, secure mode, another signature scheme. */
    public FakeFediverseBuilder with(Profile software, UnaryOperator<FakeInstanceBuilder> settings) {
        wanted.add(new Wanted(software, settings));
        return this;
    }

    /** Starts them all, each on a free port of 127.0.0.1. */
    public FakeFediverse start() {
        KeySource keys = KeySource.remembered();
        List<FakeInstance> instances = wanted.stream()
                .map(one -> one.settings()
                        .apply(FakeInstance.builder(one.software()).keys(keys).clock(clock))
                        .start())
                .toList();
        return new FakeFediverse(clock, instances);
    }
}
