package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * S-31 of reference/attacks.md. All that the relay shows is public. A blocked server too must be able to fetch the key, or
 * it could not believe the Reject that tells it so.
 */
class SignedGetTest {

    private static final Peer BLOCKED = Peer.at("https://bad.example/actor");

    private final RelayRig rig = new RelayRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void a_blocked_server_that_signs_learns_nothing_more_or_less_than_anyone() {
        rig.store.domainRules().put(new DomainRule("bad.example", Kind.BLOCK, "spam"));

        for (String path : new String[] {
            "/actor",
            "/inbox",
            "/actor/followers",
            "/activities/00000000-0000-0000-0000-000000000000",
            "/objects/private",
            "/.well-known/nodeinfo"
        }) {
            assertThat(shown(get(path, signature(path)))).as(path).isEqualTo(shown(get(path, Fields.none())));
        }
        assertThat(shown(get("/actor", signature("/actor"))))
                .hasValueSatisfying(shown -> assertThat(shown).startsWith("200 "));
        assertThat(rig.fetches()).isEmpty();
    }

    /** Status and body; empty if the path is not the relay's. */
    private Optional<String> shown(WebRequest request) {
        return rig.relay
                .handle(request)
                .map(response -> response.status() + " " + response.body().text());
    }

    private static WebRequest get(String path, Fields signature) {
        Fields fields = Fields.of("Accept", "application/activity+json").with(signature);
        return new WebRequest("GET", path, fields, Body.none(), "192.0.2.1");
    }

    private static Fields signature(String path) {
        HttpMessage.Request request =
                new HttpMessage.Request("GET", URI.create("https://relay.example" + path), Fields.none());
        SigningKey key = new SigningKey(BLOCKED.keyId(), BLOCKED.keys().getPrivate());
        return RequestSigner.cavage().sign(request, key, RelayRig.NOW);
    }
}
