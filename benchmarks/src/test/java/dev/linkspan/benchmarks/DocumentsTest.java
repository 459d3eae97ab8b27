package dev.linkspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.SigningKey;
import java.security.KeyPairGenerator;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final String RELAY = "http://127.0.0.1:8080";
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void writes_activities_of_the_length_asked_for_and_finds_their_number_again() throws Exception {
        SigningKey key = key();
        Documents documents = new Documents(2048, true);

        Body create = documents.activity("127.200.0.1:9000", 17, new Plan.Step(5, 0, Plan.Kind.CREATE), key, NOW);
        Body delete = documents.activity("127.200.0.1:9000", 18, new Plan.Step(5, 1, Plan.Kind.DELETE), key, NOW);

        assertThat(create.length()).isEqualTo(2048);
        assertThat(create.text()).contains("RsaSignature2017");
        assertThat(Documents.activityIn(create, RELAY)).hasValue(17);
        assertThat(Documents.activityIn(delete, RELAY)).hasValue(18);
    }

    @Test
    void finds_the_object_that_the_relay_announces() {
        Body announce = Body.of("""
                {"@context":"https://www.w3.org/ns/activitystreams","id":"http://127.0.0.1:8080/activities/x1",\
                "type":"Announce","actor":"http://127.0.0.1:8080/actor","object":"http://127.200.0.1:9000/objects/42"}""");

        assertThat(Documents.activityIn(announce, RELAY)).hasValue(42);
        assertThat(Documents.isAccept(announce)).isFalse();
    }

    @Test
    void takes_an_accept_for_no_activity() {
        Body accept = Body.of("""
                {"id":"http://127.0.0.1:8080/activities/a1","type":"Accept","object":{"type":"Follow"}}""");

        assertThat(Documents.activityIn(accept, RELAY)).isEmpty();
        assertThat(Documents.isAccept(accept)).isTrue();
    }

    private static SigningKey key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return new SigningKey(
                "http://127.200.0.1:9000/actor#main-key",
                generator.generateKeyPair().getPrivate());
    }
}
