package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** S-16 of reference/attacks.md: a signed request that somebody sends on, or sends again. */
class ReplayTest {

    private static final Peer ALICE = new Peer("https://m.example/users/alice", Peer.generate());

    private final RelayRig rig = new RelayRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void a_request_made_for_another_server_or_path_gets_401() {
        rig.subscribed(Peer.at("https://m.example/actor")).knows(ALICE);
        long before = rig.store.log().end();

        for (String inbox : new String[] {
            "https://other.example/inbox", "https://relay.example:8443/inbox", "https://relay.example/users/a/inbox"
        }) {
            WebResponse response = rig.send(madeFor(inbox));

            assertThat(response.status()).as(inbox).isEqualTo(401);
            assertThat(response.body().text()).contains("signature_invalid");
        }
        assertThat(rig.store.log().end()).isEqualTo(before);
        assertThat(rig.send(madeFor("https://relay.example/inbox")).status()).isEqualTo(202);
    }

    @Test
    void a_request_that_comes_again_is_taken_once() {
        rig.subscribed(Peer.at("https://m.example/actor")).knows(ALICE);
        WebRequest request = madeFor("https://relay.example/inbox");
        long before = rig.store.log().end();

        assertThat(rig.send(request).status()).isEqualTo(202);
        assertThat(rig.send(request).status()).isEqualTo(202);

        assertThat(rig.store.log().end()).isEqualTo(before + 1);
    }

    private static WebRequest madeFor(String inbox) {
        Body body = Body.of("""
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://m.example/1/activity","type":"Create",\
                "actor":"https://m.example/users/alice","to":["https://www.w3.org/ns/activitystreams#Public"],\
                "object":{"id":"https://m.example/1","type":"Note","content":"hello",\
                "attributedTo":"https://m.example/users/alice",\
                "to":["https://www.w3.org/ns/activitystreams#Public"]}}""");
        HttpMessage.Request message = new HttpMessage.Request(
                "POST", URI.create(inbox), Fields.of("Content-Type", "application/activity+json"));
        Fields signed = RequestSigner.cavage()
                .sign(
                        message,
                        BodyDigest.of(body),
                        new SigningKey(ALICE.keyId(), ALICE.keys().getPrivate()),
                        RelayRig.NOW);
        return new WebRequest("POST", "/inbox", message.fields().with(signed), body, "192.0.2.1");
    }
}
