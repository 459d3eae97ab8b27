package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes with a delivery besides what every one has. */
class DeliveryFieldsTest {

    private static List<String> said(Rig rig) {
        return rig.transport.sent.stream()
                .map(sent -> sent.host() + " " + sent.request().fields().all("Said"))
                .toList();
    }

    @Test
    void go_with_the_deliveries_that_they_are_for() {
        try (Rig rig = new Rig()) {
            rig.fields = entry -> entry.type().equals("Create")
                    ? (authority, inbox) -> Fields.of("Said", "to " + inbox)
                    : DeliveryFields.ForEntry.NONE;
            rig.start();

            rig.store.log().append(rig.sent("Create", "one", "o", "a.example"));
            rig.store.log().append(rig.sent("Like", "two", "o", "b.example"));
            rig.time.settle();

            assertThat(said(rig)).containsExactlyInAnyOrder("a.example [to https://a.example/shared]", "b.example []");
        }
    }

    @Test
    void are_asked_of_an_entry_once_for_all_its_lanes() {
        try (Rig rig = new Rig()) {
            List<Long> asked = new ArrayList<>();
            rig.fields = entry -> {
                asked.add(entry.offset());
                return (authority, inbox) -> Fields.of("Said", authority);
            };
            rig.start();

            rig.store.log().append(rig.sent("Create", "one", "o", "a.example", "b.example", "c.example"));
            rig.time.settle();

            assertThat(said(rig))
                    .containsExactlyInAnyOrder(
                            "a.example [a.example]", "b.example [b.example]", "c.example [c.example]");
            assertThat(asked).containsExactly(1L);
        }
    }

    @Test
    void go_with_the_second_knock_too_and_are_asked_anew_for_a_retry() {
        try (Rig rig = new Rig()) {
            List<String> answers = new ArrayList<>(List.of("first", "second"));
            rig.fields = entry -> (authority, inbox) -> Fields.of("Said", answers.removeFirst());
            rig.start();
            rig.transport.script = sent -> switch (rig.transport.sent.size()) {
                case 1 -> status(401);
                case 2 -> status(503);
                default -> status(202);
            };

            rig.store.log().append(rig.sent("Create", "one", "o", "a.example"));
            rig.time.advance(Duration.ofMinutes(10));

            assertThat(said(rig)).containsExactly("a.example [first]", "a.example [first]", "a.example [second]");
        }
    }

    @Test
    void that_cannot_be_told_have_the_attempt_made_again() {
        for (RuntimeException fault : List.of(new IllegalStateException("no"), new IllegalArgumentException("no"))) {
            try (Rig rig = new Rig()) {
                List<RuntimeException> faults = new ArrayList<>(List.of(fault));
                rig.fields = entry -> (authority, inbox) -> {
                    if (!faults.isEmpty()) {
                        throw faults.removeFirst();
                    }
                    return Fields.of("Said", "at last");
                };
                rig.start();

                rig.store.log().append(rig.sent("Create", "one", "o", "a.example"));
                rig.time.advance(Duration.ofMinutes(10));

                assertThat(said(rig)).containsExactly("a.example [at last]");
                assertThat(rig.outcomes("a.example")).last().isEqualTo(new Outcome.Delivered(202));
            }
        }
    }
}
