package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A subscriber that fails every deletion and takes all else. */
class LastingStragglersTest {

    private static final int PLACES = Backlog.LASTING_STRAGGLERS;

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void start() {
        rig.settings = Rig.settings().maxStragglers(1).maxWindow(2).build();
        rig.start();
        rig.subscribe("a.example");
        rig.transport.script = sent -> status(isPost(sent.body()) ? 202 : 500);
    }

    private static boolean isPost(String body) {
        return body.startsWith("post");
    }

    @Test
    void leave_a_post_that_fails_by_itself_its_place() {
        start();
        for (int i = 0; i < PLACES; i++) {
            rig.appendOf("Delete", "deletion " + i);
            rig.append("post " + i);
        }
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(rig.lane("a.example").stragglers()).isEqualTo(PLACES);

        long poison = rig.append("poison");
        rig.append("post after it");
        rig.time.advance(Duration.ofMinutes(1));

        assertThat(rig.lane("a.example").stragglers()).isEqualTo(PLACES + 1);
        assertThat(rig.lane("a.example").cursor()).isGreaterThan(poison);
    }

    @Test
    void go_for_newer_ones_when_there_is_no_place_left_and_never_before() {
        start();
        for (int hour = 0; hour < PLACES; hour++) {
            rig.appendOf("Delete", "deletion " + hour);
            rig.append("post " + hour);
            rig.time.advance(Duration.ofHours(1));
        }
        assertThat(rig.outcomes("a.example")).noneMatch(Outcome.GaveUp.class::isInstance);

        rig.appendOf("Delete", "deletion too many");
        rig.append("post with it");
        rig.time.advance(Duration.ofHours(1));
        assertThat(rig.heard)
                .filteredOn(heard -> heard.outcome() instanceof Outcome.GaveUp)
                .extracting(Rig.Heard::offset)
                .containsExactly(1L);
        assertThat(rig.lane("a.example").lag()).isZero();

        rig.transport.script = sent -> status(202);
        rig.time.advance(Duration.ofHours(13));
        assertThat(rig.lane("a.example").stragglers()).isZero();
    }

    @Test
    void keep_no_post_away_however_many_they_are() {
        start();
        int posts = 24 * 8;
        for (int hour = 0; hour < posts; hour++) {
            rig.appendOf("Delete", "deletion of " + hour);
            rig.appendOf("Delete", "another deletion of " + hour);
            rig.append("post " + hour);
            rig.time.advance(Duration.ofHours(1));
            assertThat(rig.transport.bodiesTo("a.example")).contains("post " + hour);
        }

        assertThat(rig.events).isEmpty();
        assertThat(rig.lane("a.example").lag()).isZero();
        assertThat(rig.lane("a.example").stragglers()).isEqualTo(PLACES);
    }

    /** So many that nothing else is under way or read on for: then a probe is made with something new. */
    @Test
    void are_told_from_a_host_that_is_down_though_many_come_in_a_row() {
        start();
        for (int i = 0; i < PLACES + 4; i++) {
            rig.appendOf("Delete", "deletion " + i);
        }
        rig.append("post");
        rig.time.advance(Duration.ofDays(4));

        assertThat(rig.transport.bodiesTo("a.example")).contains("post");
        assertThat(rig.events).isEmpty();
    }
}
