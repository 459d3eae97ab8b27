package dev.linkspan.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Await;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The application on real threads. */
@Timeout(30)
class HandlerThreadsTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicBoolean wasVirtual = new AtomicBoolean();

    private final ApplicationLane application = new ApplicationLane() {
        @Override
        public Handled handle(LogEntry entry) {
            wasVirtual.set(Thread.currentThread().isVirtual());
            begun.countDown();
            try {
                mayEnd.await();
                return new Handled.Done();
            } catch (InterruptedException e) {
                return new Handled.Later("interrupted");
            }
        }

        @Override
        public void deadLetter(LogEntry entry, int attempts, String reason) {
            throw new AssertionError("nothing failed");
        }
    };

    private Delivery start(Store store, Timers timers, Duration closeTimeout) {
        return Delivery.start(
                store,
                new ScriptedTransport(InstantSource.system()),
                Rig.knocks(InstantSource.system()),
                server -> Rig.signingKey(),
                DeliverySettings.builder().closeTimeout(closeTimeout).build(),
                DeliveryListener.none(),
                InstantSource.system(),
                new Random(1),
                timers,
                Optional.of(application),
                DeliveryFields.none());
    }

    @Test
    void closing_waits_for_what_the_application_is_at() throws Exception {
        try (Store store = Store.inMemory();
                Timers timers = Timers.system()) {
            Delivery delivery = start(store, timers, Duration.ofSeconds(20));
            store.log().append(new Rig().entry("one", "o", new Audience.Application("")));
            begun.await();
            Thread closing = Thread.ofPlatform().start(delivery::close);
            Await.until("it waits", () -> closing.getState() == Thread.State.TIMED_WAITING);

            mayEnd.countDown();
            closing.join();

            assertThat(wasVirtual).isTrue();
            assertThat(store.lanes()
                            .find(Lane.APPLICATION)
                            .orElseThrow()
                            .progress()
                            .cursor())
                    .isEqualTo(1);
        }
    }

    @Test
    void closing_interrupts_what_the_application_does_not_end_and_leaves_it_for_the_next_start() throws Exception {
        try (Store store = Store.inMemory();
                Timers timers = Timers.system()) {
            Delivery delivery = start(store, timers, Duration.ZERO);
            store.log().append(new Rig().entry("one", "o", new Audience.Application("")));
            begun.await();

            delivery.close();

            assertThat(store.lanes()
                            .find(Lane.APPLICATION)
                            .orElseThrow()
                            .progress()
                            .cursor())
                    .isZero();
        }
    }
}
