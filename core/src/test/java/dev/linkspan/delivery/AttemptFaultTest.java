package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.SigningKeys;
import dev.linkspan.httpsignatures.SigningKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What goes wrong with ourselves once an answer is there. */
class AttemptFaultTest {

    @Test
    void a_fault_of_ours_after_the_answer_ends_the_attempt_and_frees_its_place() {
        try (Rig rig = new Rig()) {
            rig.keys = new SigningKeys() {
                @Override
                public SigningKey forServer(String authority) {
                    return Rig.signingKey();
                }

                @Override
                public void refused(String authority, SigningKey used) {
                    throw new IllegalStateException("injected");
                }
            };
            rig.start();
            rig.subscribe("a.example");
            rig.answers("a.example", status(401));
            rig.append("one");

            assertThat(rig.delivery.status().totals().inFlight()).isZero();
            assertThat(rig.lane("a.example").failures()).isZero();

            rig.answers("a.example", status(202));
            rig.time.advance(Duration.ofSeconds(3));

            assertThat(rig.outcomes("a.example")).endsWith(new Outcome.Delivered(202));
            assertThat(rig.lane("a.example").lag()).isZero();
        }
    }
}
