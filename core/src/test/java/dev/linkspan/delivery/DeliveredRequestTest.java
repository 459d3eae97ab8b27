package dev.linkspan.delivery;

import static dev.linkspan.delivery.ScriptedTransport.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What one post looks like. */
class DeliveredRequestTest {

    @Test
    void sends_the_profile_that_every_server_understands() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");

            rig.append("{\"type\":\"Create\"}");

            OutgoingRequest request = rig.transport.sent.getFirst().request();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.uri()).hasToString("https://a.example/inbox");
            assertThat(request.body()).isEqualTo(Body.of("{\"type\":\"Create\"}"));
            // servers.md §2
            assertThat(request.fields().first("Content-Type")).contains("application/activity+json");
            assertThat(request.fields().first("Accept"))
                    .contains(
                            "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"");
            assertThat(request.fields().all("Host")).containsExactly("a.example");
            assertThat(request.fields().all("Digest"))
                    .containsExactly(
                            BodyDigest.of(Body.of("{\"type\":\"Create\"}")).digestField());
            assertThat(request.fields().all("Date")).hasSize(1);
            assertThat(request.fields().all("Signature")).hasSize(1);
        }
    }

    @Test
    void signs_anew_for_every_attempt() {
        try (Rig rig = Rig.started()) {
            rig.subscribe("a.example");
            rig.answers("a.example", status(503));
            rig.append("one");

            rig.time.advance(Duration.ofMinutes(1));

            assertThat(rig.transport.sent.stream()
                            .map(s -> s.request().fields().first("Signature").orElseThrow()))
                    .hasSizeGreaterThan(1)
                    .doesNotHaveDuplicates();
        }
    }
}
