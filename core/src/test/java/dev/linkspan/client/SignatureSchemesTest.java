package dev.linkspan.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SignatureScheme;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Case Q-03 for the memory of schemes: bounded in number and in time. */
class SignatureSchemesTest {

    private static final Knock RFC9421 = new Knock(SignatureScheme.RFC9421, RequestSigner.rfc9421(), Optional.empty());
    private static final Knock CAVAGE = new Knock(SignatureScheme.CAVAGE, RequestSigner.cavage(), Optional.empty());
    private static final URI INBOX = URI.create("https://a.example/inbox");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final SignatureSchemes schemes = new SignatureSchemes(100_000, Duration.ofDays(7), clock);

    @Test
    void knows_nothing_of_a_server_that_showed_nothing() {
        assertThat(schemes.find(INBOX)).isEmpty();
    }

    @Test
    void a_server_is_one_scheme_host_and_port_in_whatever_spelling() {
        schemes.remember(INBOX, RFC9421);

        assertThat(schemes.find(URI.create("HTTPS://A.example.:443/users/b?c"))).contains(RFC9421);
        assertThat(schemes.find(URI.create("http://a.example/inbox"))).isEmpty();
        assertThat(schemes.find(URI.create("https://a.example:8443/inbox"))).isEmpty();
        assertThat(schemes.find(URI.create("https://b.a.example/inbox"))).isEmpty();
    }

    @Test
    void the_last_one_that_was_taken_counts() {
        schemes.remember(INBOX, RFC9421);
        schemes.remember(INBOX, CAVAGE);

        assertThat(schemes.find(INBOX)).contains(CAVAGE);
        assertThat(schemes.size()).isEqualTo(1);
    }

    @Test
    void what_was_learnt_is_forgotten_in_time_however_often_it_is_used() {
        schemes.remember(INBOX, RFC9421);
        for (int day = 1; day < 7; day++) {
            now.updateAndGet(at -> at.plus(Duration.ofDays(1)));
            assertThat(schemes.find(INBOX)).as("day %s", day).contains(RFC9421);
        }

        now.updateAndGet(at -> at.plus(Duration.ofDays(1)));

        assertThat(schemes.find(INBOX)).isEmpty();
        assertThat(schemes.size()).isZero();
    }

    @Test
    void a_uri_that_is_no_address_is_not_remembered() {
        for (String uri : new String[] {"urn:x", "https://user@a.example/", "relative"}) {
            schemes.remember(URI.create(uri), RFC9421);
            assertThat(schemes.find(URI.create(uri))).as(uri).isEmpty();
        }
        assertThat(schemes.size()).isZero();
    }

    @Test
    void q03_a_million_distinct_hosts_do_not_grow_it_beyond_its_cap() {
        for (int i = 0; i < 1_000_000; i++) {
            schemes.remember(URI.create("https://h" + i + ".evil.example:" + (1 + i % 65_535) + "/inbox"), RFC9421);
        }

        assertThat(schemes.size()).isLessThanOrEqualTo(100_000);
    }
}
