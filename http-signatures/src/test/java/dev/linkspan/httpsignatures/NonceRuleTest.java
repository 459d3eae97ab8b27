package dev.linkspan.httpsignatures;

import static dev.linkspan.httpsignatures.NonceRule.Answer.ACCEPTED;
import static dev.linkspan.httpsignatures.NonceRule.Answer.NO_ROOM;
import static dev.linkspan.httpsignatures.NonceRule.Answer.SEEN_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The memory of nonces: once, bounded, and not longer than needed. */
class NonceRuleTest {

    private Instant now = Instant.parse("2026-09-01T10:00:00Z");

    @Test
    void accepts_a_nonce_once_for_each_key() {
        NonceRule rule = NonceRule.inMemory(() -> now);

        assertThat(rule.accept("a", "n", now.plusSeconds(60))).isEqualTo(ACCEPTED);
        assertThat(rule.accept("a", "n", now.plusSeconds(60))).isEqualTo(SEEN_BEFORE);
        assertThat(rule.accept("b", "n", now.plusSeconds(60))).isEqualTo(ACCEPTED);
        assertThat(rule.accept("a", "m", now.plusSeconds(60))).isEqualTo(ACCEPTED);
        assertThat(rule.accept("an", "", now.plusSeconds(60))).isEqualTo(ACCEPTED);
    }

    @Test
    void forgets_a_nonce_when_its_signature_is_too_old_by_itself() {
        NonceRule rule = NonceRule.inMemory(() -> now);
        Instant until = now.plusSeconds(60);
        rule.accept("a", "n", until);

        now = until;
        assertThat(rule.accept("a", "n", until)).isEqualTo(SEEN_BEFORE);
        now = until.plusSeconds(1);
        assertThat(rule.accept("a", "n", until.plusSeconds(60))).isEqualTo(ACCEPTED);
    }

    @Test
    void bounds_each_key_and_the_whole_and_makes_room_again() {
        NonceRule rule = NonceRule.inMemory(() -> now, 3, 2);
        Instant until = now.plusSeconds(60);

        assertThat(rule.accept("a", "1", until)).isEqualTo(ACCEPTED);
        assertThat(rule.accept("a", "2", until)).isEqualTo(ACCEPTED);
        assertThat(rule.accept("a", "3", until)).isEqualTo(NO_ROOM);
        assertThat(rule.accept("a", "1", until)).isEqualTo(SEEN_BEFORE);
        assertThat(rule.accept("b", "1", until)).isEqualTo(ACCEPTED);
        assertThat(rule.accept("c", "1", until)).isEqualTo(NO_ROOM);
        now = until.plusSeconds(1);
        assertThat(rule.accept("a", "3", now.plusSeconds(60))).isEqualTo(ACCEPTED);
        assertThat(rule.accept("c", "1", now.plusSeconds(60))).isEqualTo(ACCEPTED);
    }

    @Test
    void accepts_once_even_if_many_ask_at_the_same_time() throws Exception {
        NonceRule rule = NonceRule.inMemory(() -> now);
        List<Future<NonceRule.Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 64; i++) {
                answers.add(threads.submit(() -> rule.accept("a", "n", now.plusSeconds(60))));
            }
        }

        int accepted = 0;
        for (Future<NonceRule.Answer> answer : answers) {
            accepted += answer.get() == ACCEPTED ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(1);
    }

    @Test
    void refuses_limits_of_nothing() {
        assertThatThrownBy(() -> NonceRule.inMemory(() -> now, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NonceRule.inMemory(() -> now, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
