package dev.linkspan.relay;

import static dev.linkspan.relay.RelayFixture.R;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.inbox.Verified;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription.State;
import dev.linkspan.store.Subscriptions;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Public;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Decisions about subscriptions while another node decides about the same. */
class AnotherNodeTest {

    private static final String M = "https://m.example/actor";

    /** What another node does right before each of our writes. */
    private final Deque<Runnable> others = new ArrayDeque<>();

    private final RelayFixture fixture = new RelayFixture(this::interrupted);

    private static String follow(int number) {
        return "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"https://m.example/follow/" + number
                + "\",\"type\":\"Follow\",\"actor\":\"" + M + "\",\"object\":\"" + Public.URI + "\"}";
    }

    private static String undo(int number) {
        return "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"https://m.example/undo/" + number
                + "\",\"type\":\"Undo\",\"actor\":\"" + M + "\",\"object\":" + follow(number) + "}";
    }

    private Store interrupted(Store store) {
        return proxy(
                Store.class,
                store,
                name -> {},
                result -> result instanceof Subscriptions s
                        ? proxy(Subscriptions.class, s, this::otherFirst, r -> r)
                        : result);
    }

    private void otherFirst(String method) {
        if ((method.equals("put") || method.equals("remove")) && !others.isEmpty()) {
            others.removeFirst().run();
        }
    }

    private static <T> T proxy(
            Class<T> type, T target, java.util.function.Consumer<String> before, UnaryOperator<Object> after) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (p, method, args) -> {
            before.accept(method.getName());
            try {
                return after.apply(method.invoke(target, args));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Test
    void a_follow_decides_anew_when_the_operator_rejected_meanwhile_at_another_node() {
        fixture.subscribed("m.example", Style.PUBLIC);
        others.add(() -> fixture.store
                .subscriptions()
                .put(
                        fixture.store
                                .subscriptions()
                                .find(M, Style.PUBLIC)
                                .orElseThrow()
                                .with(State.REJECTED),
                        List.of()));

        Relay.Outcome outcome = fixture.relay.accept(Verified.byHttp(follow(2)));

        assertThat(outcome).isEqualTo(new Relay.Outcome.Accepted("subscription_rejected"));
        assertThat(RelayFixture.own(fixture.onlyEntry()).types()).containsExactly("Reject");
    }

    @Test
    void an_undo_that_another_node_carried_out_first_finds_nothing() {
        fixture.subscribed("m.example", Style.PUBLIC);
        others.add(() -> fixture.store.subscriptions().remove(M, Style.PUBLIC, List.of()));

        assertThat(fixture.relay.accept(Verified.byHttp(undo(1))))
                .isEqualTo(new Relay.Outcome.Ignored("undo_of_nothing_known"));
    }

    @Test
    void an_approval_of_what_was_just_undone_approves_nothing() {
        fixture.subscribed("m.example", Style.PUBLIC);
        others.add(() -> fixture.store.subscriptions().remove(M, Style.PUBLIC, List.of()));

        assertThat(fixture.relay.approve(M, Style.PUBLIC)).isFalse();
        assertThat(fixture.log()).isEmpty();
    }

    @Test
    void ending_all_of_a_host_ends_what_came_meanwhile() {
        fixture.subscribed("m.example", Style.PUBLIC);
        others.add(() -> fixture.subscribed("m.example", Style.ACTOR));

        fixture.relay.removeAll(Authority.of("https://m.example").orElseThrow());

        assertThat(fixture.store.subscriptions().all()).isEmpty();
    }

    @Test
    void a_sender_is_asked_to_come_again_if_the_others_never_end() {
        fixture.subscribed("m.example", Style.PUBLIC);
        for (int i = 0; i < 100; i++) {
            String id = R.activity("" + i);
            others.add(() -> fixture.store
                    .subscriptions()
                    .put(
                            fixture.store
                                    .subscriptions()
                                    .find(M, Style.PUBLIC)
                                    .orElseThrow()
                                    .followingBackBy(id),
                            List.of()));
        }

        assertThat(fixture.relay.accept(Verified.byHttp(follow(2))))
                .isInstanceOfSatisfying(
                        Relay.Outcome.Refused.class,
                        refused -> assertThat(refused.refused().retryAfter()).isPresent());
        assertThat(fixture.log()).isEmpty();
    }
}
