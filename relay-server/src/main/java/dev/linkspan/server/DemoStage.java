package dev.linkspan.server;

import dev.linkspan.relay.RelayIdentity;
import dev.linkspan.testkit.FakeInstance;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.Received;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demo's relay and servers, all on loopback. */
final class DemoStage implements AutoCloseable {

    /** Something that arrived somewhere. */
    record Arrival(FakeInstance at, Received received) {}

    private final RelayServer relay;
    private final List<FakeInstance> instances;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private DemoStage(RelayServer relay, List<FakeInstance> instances) {
        this.relay = relay;
        this.instances = List.copyOf(instances);
        instances.forEach(instance -> instance.onReceived(one -> arrivals.add(new Arrival(instance, one))));
    }

    /** Starts all at the same time: most of it is making keys. */
    static DemoStage start(Path folder) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<FakeInstance>> started = List.of(
                    threads.submit(() -> instance(Profile.MASTODON, "mastodon-one")),
                    threads.submit(() -> instance(Profile.MASTODON, "mastodon-two")),
                    threads.submit(() -> instance(Profile.PLEROMA, "pleroma-one")));
            Future<RelayServer> relay = threads.submit(() -> RelayServer.start(settings(folder)));
            return new DemoStage(
                    relay.get(),
                    List.of(
                            started.get(0).get(),
                            started.get(1).get(),
                            started.get(2).get()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static FakeInstance instance(Profile profile, String name) {
        FakeInstance instance = FakeInstance.builder(profile).name(name).start();
        instance.user("ada");
        return instance;
    }

    private static ServerSettings settings(Path folder) throws IOException {
        return ServerSettingsBuilder.onLoopback(folder.resolve("data"))
                .name(Optional.of("Linkspan demo"))
                .summary(Optional.of("The relay of the demo."))
                .build();
    }

    RelayIdentity relay() {
        return relay.service().identity();
    }

    List<FakeInstance> instances() {
        return instances;
    }

    FakeInstance mastodonOne() {
        return instances.get(0);
    }

    FakeInstance mastodonTwo() {
        return instances.get(1);
    }

    FakeInstance pleroma() {
        return instances.get(2);
    }

    /** What an admin of this instance types to subscribe. */
    URI addressFor(FakeInstance instance) {
        return URI.create(instance.profile().isLitePub() ? relay().actor() : relay().inbox());
    }

    BlockingQueue<Arrival> arrivals() {
        return arrivals;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            relay.close();
            instances.forEach(FakeInstance::close);
        }
    }
}
