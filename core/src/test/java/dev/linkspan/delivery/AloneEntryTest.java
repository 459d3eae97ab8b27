package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.SigningKeys;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.store.NewEntry;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The entry that changes how all others are signed: nothing overtakes it, nothing goes beside it. */
class AloneEntryTest {

    private static final String OLD = "https://relay.example/actor#old";
    private static final String NEW = "https://relay.example/actor#new";

    private long switchedAt = Long.MAX_VALUE;

    @Test
    void goes_alone_and_what_follows_is_signed_with_the_new_key() {
        try (Rig rig = rig()) {
            rig.subscribe("a.example");
            rig.transport.holding = true;
            rig.append("before");
            switchedAt = rig.append("update", NewEntry.ALONE);
            rig.append("after 1");
            rig.append("after 2");
            rig.time.settle();
            assertThat(sent(rig)).containsExactly("before");

            release(rig);
            assertThat(sent(rig)).containsExactly("before", "update");

            release(rig);
            assertThat(sent(rig)).startsWith("before", "update").contains("after 1", "after 2");

            assertThat(keys(rig)).containsExactly(OLD, OLD, NEW, NEW);
        }
    }

    @Test
    void holds_up_nothing_while_it_fails_and_the_old_key_goes_on_signing() {
        try (Rig rig = rig()) {
            rig.subscribe("a.example");
            rig.transport.script = s -> status(s.request().body().text().equals("update") ? 503 : 202);

            switchedAt = rig.append("update", NewEntry.ALONE);
            rig.append("after 1");
            rig.time.advance(Duration.ofMinutes(2));
            rig.append("after 2");
            rig.time.advance(Duration.ofMinutes(2));

            assertThat(sent(rig)).contains("after 1", "after 2");
            assertThat(keys(rig)).containsOnly(OLD);

            rig.transport.script = s -> status(202);
            rig.time.advance(Duration.ofDays(1));
            rig.append("after 3");
            rig.time.advance(Duration.ofMinutes(2));

            assertThat(sent(rig).getLast()).isEqualTo("after 3");
            assertThat(keys(rig).getLast()).isEqualTo(NEW);
        }
    }

    @Test
    void is_still_before_a_destination_after_a_restart() {
        try (Rig rig = rig()) {
            rig.subscribe("a.example");
            rig.subscribe("b.example");
            rig.answers("a.example", status(503));
            switchedAt = rig.append("update", NewEntry.ALONE);
            assertThat(rig.delivery.isPast("a.example", switchedAt)).isFalse();
            assertThat(rig.delivery.isPast("b.example", switchedAt)).isTrue();
            assertThat(rig.delivery.isPast("nobody.example", switchedAt)).isTrue();
            rig.time.advance(Duration.ofSeconds(1)); // cursors are written

            rig.crash();
            rig.start();

            assertThat(rig.delivery.isPast("a.example", switchedAt)).isFalse();
            assertThat(rig.delivery.isPast("b.example", switchedAt)).isTrue();
        }
    }

    @Test
    void an_answer_of_401_is_told_with_the_key_that_got_it() {
        List<String> refused = new ArrayList<>();
        try (Rig rig = new Rig()) {
            rig.keys = new SigningKeys() {
                @Override
                public SigningKey forServer(String authority) {
                    return named(OLD);
                }

                @Override
                public void refused(String authority, SigningKey used) {
                    refused.add(authority + " " + used.keyId());
                }
            };
            rig.start();
            rig.subscribe("a.example");
            rig.subscribe("b.example");
            rig.answers("a.example", status(401));
            rig.answers("b.example", status(403));

            rig.append("one");

            assertThat(refused).containsExactly("a.example " + OLD);
        }
    }

    private Rig rig() {
        Rig rig = new Rig();
        rig.keys = server -> named(rig.delivery != null && rig.delivery.isPast(server, switchedAt) ? NEW : OLD);
        return rig.start();
    }

    private static SigningKey named(String id) {
        return new SigningKey(id, (PrivateKey) Rig.signingKey().key());
    }

    private static void release(Rig rig) {
        List.copyOf(rig.transport.held).forEach(held -> rig.transport.answerNext());
        rig.time.settle();
    }

    private static List<String> sent(Rig rig) {
        return rig.transport.bodiesTo("a.example");
    }

    private static List<String> keys(Rig rig) {
        return rig.transport.sent.stream()
                .map(s -> s.request().fields().first("Signature").orElseThrow())
                .map(signature -> signature.substring(0, signature.indexOf(' ')))
                .toList();
    }
}
