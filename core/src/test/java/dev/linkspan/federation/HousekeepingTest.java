package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.linkspan.federation.Housekeeping.Chore;
import dev.linkspan.store.Store;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A schedule ends for good when its work throws: neither exceptions nor errors may reach it. */
class HousekeepingTest {

    @Test
    void a_chore_that_fails_with_an_error_ends_neither_the_round_nor_the_schedule() {
        List<String> done = new ArrayList<>();
        Chore broken = new Chore("breaking", () -> {
            throw new NoClassDefFoundError("injected");
        });
        try (Housekeeping housekeeping = Housekeeping.start(broken, new Chore("working", () -> done.add("work")))) {
            housekeeping.tidy();
            housekeeping.tidy();
        }

        assertThat(done).containsExactly("work", "work");
    }

    @Test
    void a_store_that_fails_with_an_error_is_asked_again_for_its_room() {
        Store broken = (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    throw new NoClassDefFoundError("injected");
                });
        Intake intake = new Intake(IntakeLimits.defaults(), () -> 0, new Random(1), reason -> {});

        assertThatCode(() -> SpaceWatch.start(broken, intake).close()).doesNotThrowAnyException();
    }
}
