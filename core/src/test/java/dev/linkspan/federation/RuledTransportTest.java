package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.store.DomainRules;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.Store;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Nothing goes to a blocked host, whoever has an inbox there. */
class RuledTransportTest {

    private final DomainRules rules = Store.inMemory().domainRules();
    private final List<String> sent = new ArrayList<>();
    private final Transport transport = new RuledTransport(
            new Transport() {
                @Override
                public CompletableFuture<Exchange> send(OutgoingRequest request) {
                    sent.add(request.uri().toString());
                    return CompletableFuture.completedFuture(new Exchange.Answered(202, Fields.none(), Body.none()));
                }

                @Override
                public void close() {
                    sent.add("closed");
                }
            },
            rules);

    private Exchange post(String inbox) {
        return transport
                .send(new OutgoingRequest(
                        "POST", URI.create(inbox), Fields.none(), Body.of("{}"), Duration.ofSeconds(1), 1_000))
                .join();
    }

    @Test
    void asks_the_rules_at_the_moment_of_sending() {
        assertThat(post("https://deep.bad.example:8443/inbox")).isInstanceOf(Exchange.Answered.class);

        rules.put(new DomainRule("bad.example", Kind.BLOCK, ""));

        assertThat(post("https://deep.bad.example:8443/inbox"))
                .isEqualTo(new Exchange.Failed(Exchange.Failure.FORBIDDEN, "deep.bad.example is blocked here"));
        assertThat(post("https://good.example/inbox")).isInstanceOf(Exchange.Answered.class);
        assertThat(sent).containsExactly("https://deep.bad.example:8443/inbox", "https://good.example/inbox");
    }

    @Test
    void leaves_what_it_sends_by_to_its_owner() {
        transport.close();

        assertThat(sent).isEmpty();
    }
}
