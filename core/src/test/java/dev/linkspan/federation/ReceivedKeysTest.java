package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Like;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceivedKeysTest {

    private static final String CAROL = "https://snac.example/carol";
    private static final String ID = CAROL + "/l/96edbbcf286cac4ba0f4c32bd09b9a79";
    private static final Instant FIRST = Instant.parse("2026-11-21T23:38:52Z");
    private static final Instant SECOND = Instant.parse("2026-11-21T23:38:58Z");
    private static final LocalInbox SHARED = new LocalInbox(Optional.empty());
    private static final LocalInbox MIAS = new LocalInbox(Optional.of("mia"));

    /** As snac2 2.75 sends it: the id is made of the post and the actor. */
    @Test
    void a_like_that_is_given_again_after_it_was_taken_back_is_another_one() {
        assertThat(key(like(FIRST), SHARED)).isNotEqualTo(key(like(SECOND), SHARED));
        assertThat(key(announce(FIRST), SHARED)).isNotEqualTo(key(announce(SECOND), SHARED));
    }

    @Test
    void a_like_that_is_delivered_again_is_the_same() {
        Like undated = Like.builder().id(ID).build();

        assertThat(key(like(FIRST), SHARED)).isEqualTo(key(like(FIRST), SHARED));
        assertThat(key(undated, SHARED)).isEqualTo(key(undated, SHARED));
    }

    @Test
    void a_create_is_the_same_whatever_its_date() {
        Create first = Create.builder().id(ID).published(FIRST).build();
        Create second = Create.builder().id(ID).published(SECOND).build();

        assertThat(key(first, SHARED)).isEqualTo(key(second, SHARED));
    }

    @Test
    void each_inbox_and_each_actor_has_its_own() {
        String other = ReceivedKeys.of(like(FIRST), ID, "https://snac.example/dan", SHARED);

        assertThat(key(like(FIRST), SHARED))
                .isNotEqualTo(key(like(FIRST), MIAS))
                .isNotEqualTo(other);
    }

    private static Like like(Instant date) {
        return Like.builder().id(ID).published(date).build();
    }

    private static Announce announce(Instant date) {
        return Announce.builder().id(ID).published(date).build();
    }

    private static String key(Activity activity, LocalInbox inbox) {
        return ReceivedKeys.of(activity, ID, CAROL, inbox);
    }
}
