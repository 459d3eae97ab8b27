package dev.linkspan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong on purpose. */
@WithFakeFediverse({Profile.MASTODON, Profile.GOTOSOCIAL})
class FaultsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private FakeAccount mary;
    private FakeAccount greta;

    @BeforeEach
    void acquaint(FakeFediverse fediverse) {
        mary = fediverse.account(Profile.MASTODON, "mary");
        greta = fediverse.account(Profile.GOTOSOCIAL, "greta");
    }

    @Test
    void an_account_that_is_gone_answers_410_until_it_is_back() {
        greta.instance().answerWith(410);
        assertThat(mary.follow(greta.id()).status()).isEqualTo(410);

        greta.instance().heal();

        assertThat(mary.follow(greta.id()).status()).isEqualTo(202);
    }

    @Test
    void no_signature_is_good_enough_until_it_is_healed() {
        assertThat(mary.follow(greta.id()).status()).isEqualTo(202);
        assertThat(mary.awaitFollowing(greta.id(), SOON)).isTrue();

        greta.instance().refuseSignatures();
        assertThat(mary.unfollow(greta.id()).status()).isEqualTo(401);
        assertThat(greta.instance().expect(r -> r.fate() == Fate.REFUSED, SOON).words())
                .isEqualTo("no signature is good enough here");

        greta.instance().heal();
        assertThat(mary.follow(greta.id()).status()).isEqualTo(202);
    }

    @Test
    void a_slow_server_answers_at_last() {
        mary.instance().slowDown(Duration.ofHours(1));
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> greta.follow(mary.id()));
        assertThat(mary.instance().await(r -> true, Duration.ofMillis(50))).isEmpty();
        assertThat(answer).isNotDone();

        mary.instance().slowDown(Duration.ofMillis(1));

        assertThat(answer.join().status()).isEqualTo(202);
    }

    @Test
    void a_clock_that_is_ahead_makes_others_refuse() {
        greta.instance().skewClock(Duration.ofHours(3));
        assertThat(greta.follow(mary.id()).status()).isEqualTo(401);

        greta.instance().heal();

        assertThat(greta.follow(mary.id()).status()).isEqualTo(202);
    }

    @Test
    void time_goes_only_forward() {
        VirtualClock clock = VirtualClock.stoppedAt(Instant.parse("2026-09-01T12:00:00Z"));
        clock.advance(Duration.ofMinutes(5));
        clock.advance(Duration.ofSeconds(1));

        assertThat(clock.instant()).isEqualTo("2026-09-01T12:05:01Z");
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)));
    }
}
