package dev.linkspan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Public;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for hours between attempts takes a moment where the clock is moved. */
@WithFakeFediverse(Profile.MASTODON)
class RetriesInVirtualTimeTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private FakeFediverse fediverse;
    private TestApplication application;
    private FakeAccount mary;

    @BeforeEach
    void start(FakeFediverse mastodon) throws Exception {
        fediverse = mastodon;
        application = new TestApplication(mastodon.clock());
        mary = mastodon.account(Profile.MASTODON, "mary");
        mary.follow(application.alice.id());
        assertThat(mary.awaitFollowing(application.alice.id(), SOON)).isTrue();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void a_post_arrives_though_its_server_refused_for_an_hour() {
        mary.instance().answerWith(503);
        Instant back = fediverse.clock().instant().plus(Duration.ofHours(1));
        application.alice.send(post());
        mary.instance().expect(r -> r.status() == 503, SOON);

        while (fediverse.clock().instant().isBefore(back)) {
            fediverse.clock().advance(Duration.ofMinutes(5));
        }
        assertThat(mary.instance().received()).as("%s", fediverse).noneMatch(RetriesInVirtualTimeTest::isPost);
        mary.instance().heal();

        Received received =
                fediverse.expectWithin(Duration.ofDays(1), mary.instance(), RetriesInVirtualTimeTest::isPost);
        assertThat(received.status()).isEqualTo(202);
    }

    @Test
    void a_server_that_refuses_all_the_time_is_tried_again_and_again() {
        mary.instance().answerWith(503);
        application.alice.send(post());

        fediverse.expectWithin(Duration.ofDays(1), mary.instance(), r -> refusals() >= 5);

        assertThat(refusals()).isBetween(5L, 40L);
    }

    private long refusals() {
        return mary.instance().received().stream()
                .filter(r -> r.status() == 503)
                .count();
    }

    private static boolean isPost(Received received) {
        return received.type().equals("Create") && received.isTaken();
    }

    private Create post() {
        dev.linkspan.vocab.Note note = dev.linkspan.vocab.Note.builder()
                .id(application.federation.id("/notes/{id}", "1"))
                .attributedTo(application.alice.id())
                .content("Still there?")
                .to(Public.URI)
                .cc(application.alice.followersId())
                .build();
        return Create.builder()
                .object(note)
                .to(Public.URI)
                .cc(application.alice.followersId())
                .build();
    }
}
