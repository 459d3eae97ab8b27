package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Await;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.relay.RelayPolicy;
import dev.linkspan.store.ReplayResult;
import dev.linkspan.store.Store;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was accepted before a subscriber came, or once more, by a whole relay. */
class HistoryTest {

    private static final Peer AUTHOR = Peer.at("https://a.example/users/alice");
    private static final Peer NEW = Peer.at("https://new.example/actor");

    private final RelayRig rig = new RelayRig(
            InboxLimits.defaults(),
            Store.inMemory(),
            settings -> settings.policy(RelayPolicy.defaults().withHistory(Duration.ofHours(2))));

    @AfterEach
    void close() {
        rig.close();
    }

    private void publish(String name) {
        String note = AUTHOR.actor() + "/" + name;
        String create = """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s/activity","type":"Create","actor":"%s",\
                "to":["https://www.w3.org/ns/activitystreams#Public"],"object":{"id":"%s","type":"Note",\
                "attributedTo":"%s","to":["https://www.w3.org/ns/activitystreams#Public"],"content":"hello"}}""".formatted(note, AUTHOR.actor(), note, AUTHOR.actor());
        WebResponse response = rig.send(AUTHOR.post(create, rig.now.get()));
        assertThat(response.status()).as(response.body().text()).isEqualTo(202);
    }

    @Test
    void a_new_subscriber_begins_as_far_in_the_past_as_the_operator_says() throws Exception {
        rig.subscribed(AUTHOR);
        publish("old");
        rig.later(Duration.ofHours(2));
        publish("young");
        rig.later(Duration.ofHours(1));

        rig.subscribed(NEW);
        publish("new");

        List<String> got = rig.nextPosts(NEW.actor() + "/inbox", 3);
        assertThat(got).anySatisfy(body -> assertThat(body).contains("\"Accept\""));
        assertThat(got).anySatisfy(body -> assertThat(body).contains(AUTHOR.actor() + "/young\""));
        assertThat(got).anySatisfy(body -> assertThat(body).contains(AUTHOR.actor() + "/new\""));
    }

    @Test
    void who_follows_again_gets_no_history() throws Exception {
        rig.subscribed(AUTHOR);
        rig.subscribed(NEW);
        publish("once");
        assertThat(rig.nextPosts(NEW.actor() + "/inbox", 2))
                .anySatisfy(body -> assertThat(body).contains(AUTHOR.actor() + "/once\""));

        rig.subscribed(NEW);
        publish("more");

        List<String> got = rig.nextPosts(NEW.actor() + "/inbox", 2);
        assertThat(got).anySatisfy(body -> assertThat(body).contains("\"Accept\""));
        assertThat(got).anySatisfy(body -> assertThat(body).contains(AUTHOR.actor() + "/more\""));
    }

    @Test
    void an_operator_has_a_running_relay_send_a_subscriber_a_span_once_more() throws Exception {
        rig.subscribed(AUTHOR);
        rig.subscribed(NEW);
        publish("before");
        rig.later(Duration.ofHours(3));
        publish("lost");
        rig.later(Duration.ofHours(1));
        publish("after");
        assertThat(rig.nextPosts(NEW.actor() + "/inbox", 4)).hasSize(4);
        long end = rig.store.log().end();
        Await.until(
                "the cursor is written",
                () -> rig.store
                                .lanes()
                                .find("new.example")
                                .orElseThrow()
                                .progress()
                                .cursor()
                        >= end);

        ReplayResult result = rig.store
                .lanes()
                .replay(
                        "new.example",
                        rig.now.get().minus(Duration.ofHours(2)),
                        rig.now.get().minus(Duration.ofMinutes(30)));
        publish("new");

        assertThat(result).isEqualTo(new ReplayResult.Started(1));
        List<String> got = rig.nextPosts(NEW.actor() + "/inbox", 2);
        assertThat(got).anySatisfy(body -> assertThat(body).contains(AUTHOR.actor() + "/lost\""));
        assertThat(got).anySatisfy(body -> assertThat(body).contains(AUTHOR.actor() + "/new\""));
    }
}
