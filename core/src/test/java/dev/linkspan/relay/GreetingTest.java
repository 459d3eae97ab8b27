package dev.linkspan.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.store.Audience;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.State;
import dev.linkspan.vocab.AsObject;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GreetingTest {

    private final RelayFixture relay =
            new RelayFixture().subscribed("m.example", Style.PUBLIC).subscribed("p.example", Style.ACTOR);
    private final Store store = relay.store;

    private Greeting greeting() {
        return new Greeting(RelayFixture.R, store, () -> RelayFixture.NOW, RandomGenerator.of("L64X128MixRandom"));
    }

    @Test
    void repeats_the_accept_of_the_last_follow_to_subscribers_of_either_style() {
        assertThat(greeting().send("outage 1")).isEqualTo(2);

        assertThat(relay.log()).extracting(LogEntry::type).containsExactly("Accept", "Accept");
        assertThat(relay.log())
                .extracting(LogEntry::audience)
                .containsExactlyInAnyOrder(
                        new Audience.OneLane("m.example", "https://m.example/actor/inbox"),
                        new Audience.OneLane("p.example", "https://p.example/relay/inbox"));
        AsObject accept = RelayFixture.own(relay.log().stream()
                .filter(entry -> entry.audience().toString().contains("p.example"))
                .findFirst()
                .orElseThrow());
        // servers.md §5.1: Misskey reads the embedded Follow, Pleroma wants "to".
        assertThat(accept.json().getJsonArray("to").getString(0)).isEqualTo("https://p.example/relay");
        assertThat(accept.json().getJsonObject("object").getString("id")).isEqualTo("https://p.example/follow/1");
        assertThat(accept.json().getJsonObject("object").getString("object")).isEqualTo(RelayFixture.R.actor());
    }

    @Test
    void greets_nobody_twice_on_one_occasion_and_everyone_on_the_next() {
        greeting().send("outage 1");

        assertThat(greeting().send("outage 1")).isZero();
        assertThat(relay.log()).hasSize(2);
        assertThat(greeting().send("outage 2")).isEqualTo(2);
        assertThat(relay.log()).hasSize(4);
    }

    @Test
    void greets_nobody_who_is_not_accepted() {
        Subscription waiting = store.subscriptions()
                .find("https://m.example/actor", Style.PUBLIC)
                .orElseThrow()
                .with(State.PENDING);
        store.subscriptions().put(waiting, List.of());

        assertThat(greeting().send("outage 1")).isEqualTo(1);

        assertThat(relay.onlyEntry().audience().toString()).contains("p.example");
    }

    @Test
    void leaves_the_subscription_as_it_was() {
        List<Subscription> before = store.subscriptions().all();

        greeting().send("outage 1");

        assertThat(store.subscriptions().all()).isEqualTo(before);
    }
}
