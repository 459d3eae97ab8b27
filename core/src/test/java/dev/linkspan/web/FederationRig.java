package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Await;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.Inbound;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Person;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** One application with its federation, on a network within the process. What it receives stands in line to be looked at. */
final class FederationRig implements AutoCloseable {

    final Store store = Store.inMemory();
    final Federation federation;
    final FederationWeb web;
    private final BlockingQueue<Inbound<Activity>> received = new LinkedBlockingQueue<>();

    FederationRig(InProcessNetwork network, String host, UnaryOperator<FederationBuilder> settings) {
        FederationBuilder builder =
                Federation.builder().origin("https://" + host).store(store).transport(network);
        this.federation =
                settings.apply(builder).on(Activity.class, received::add).build();
        this.web = new FederationWeb(federation);
        network.put(host, web);
    }

    /** One with these actors. */
    static FederationRig of(InProcessNetwork network, String host, String... handles) {
        return new FederationRig(network, host, builder -> {
            for (String handle : handles) {
                builder.actor(handle, Person.builder().name(handle).build());
            }
            return builder;
        });
    }

    /** The next activity that the application hears of. */
    Inbound<Activity> next() throws InterruptedException {
        Inbound<Activity> next = received.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("an activity").isNotNull();
        return next;
    }

    /** The next activity, of this type. */
    Inbound<Activity> next(String type) throws InterruptedException {
        Inbound<Activity> next = next();
        assertThat(next.activity().typeName()).isEqualTo(type);
        return next;
    }

    /** Waits until the application is through with all that has come. What others are still sending, they have to be asked. */
    boolean heardNothingMore() {
        untilThrough(Lane.APPLICATION);
        return received.isEmpty();
    }

    /** Waits until all that this server sent there so far has been taken, or given up. */
    void untilTakenBy(String authority) {
        untilThrough(authority);
    }

    private void untilThrough(String authority) {
        Await.until("all that is for " + authority, () -> isThrough(authority));
    }

    private boolean isThrough(String authority) {
        // A lane goes when nothing is left for it.
        Optional<Lane> lane = store.lanes().find(authority);
        if (lane.isEmpty()) {
            return true;
        }
        // Past what is not for it a cursor goes when something is.
        long last = store.log().read(0, 10_000, 100L << 20).stream()
                .filter(entry -> lane.get().formOf(entry) != Form.NONE)
                .mapToLong(LogEntry::offset)
                .max()
                .orElse(0);
        return federation.deliveryStatus().lanes().stream()
                .filter(status -> status.authority().equals(authority))
                .filter(status -> status.cursor() >= last)
                .anyMatch(status -> status.stragglers() == 0 && status.inFlight() == 0);
    }

    @Override
    public void close() {
        federation.close();
        store.close();
    }
}
