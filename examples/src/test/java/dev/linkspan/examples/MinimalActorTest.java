package dev.linkspan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.federation.Federation;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.store.Store;
import dev.linkspan.testkit.FakeAccount;
import dev.linkspan.testkit.FakeFediverse;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.Received;
import dev.linkspan.testkit.WithFakeFediverse;
import dev.linkspan.vocab.Create;
import java.net.ServerSocket;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// tag::class[]
@WithFakeFediverse({Profile.MASTODON, Profile.MISSKEY, Profile.GOTOSOCIAL})
class MinimalActorTest {
    // end::class[]

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Store store = Store.inMemory();
    private Federation federation;
    private LocalAccount alice;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        federation = MinimalActor.federation(store, "http://127.0.0.1:" + port, true);
        server = MinimalActor.serve(federation, port);
        alice = federation.account("alice");
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        federation.close();
        store.close();
    }

    // tag::follow[]
    @Test
    void everybody_can_follow_and_read_alice(FakeFediverse fediverse) {
        for (FakeAccount reader : fediverse.accounts("ada")) {
            reader.follow("@alice@" + federation.authority());
            assertThat(reader.awaitFollowing(alice.id(), SOON))
                    .as("%s", fediverse)
                    .isTrue();
        }

        alice.send(post("Good morning!"));

        for (Received received : fediverse.expectEverywhere(r -> r.type().equals("Create"), SOON)) {
            assertThat(received.isTaken()).as("%s", received).isTrue();
        }
    }
    // end::follow[]

    // tag::fault[]
    @Test
    void a_server_in_trouble_keeps_nobody_else_waiting(FakeFediverse fediverse) {
        FakeAccount misskey = fediverse.account(Profile.MISSKEY, "mia");
        FakeAccount mastodon = fediverse.account(Profile.MASTODON, "mary");
        misskey.follow(alice.id());
        mastodon.follow(alice.id());
        assertThat(misskey.awaitFollowing(alice.id(), SOON)).isTrue();
        assertThat(mastodon.awaitFollowing(alice.id(), SOON)).isTrue();

        misskey.instance().answerWith(503); // or: goDown, hang, slowDown, skewClock, refuseSignatures
        alice.send(post("Still there?"));

        mastodon.instance().expect(r -> r.type().equals("Create"), SOON);
    }
    // end::fault[]

    private Create post(String text) {
        dev.linkspan.vocab.Note note = dev.linkspan.vocab.Note.builder()
                .id(federation.id("/notes/{id}", "1"))
                .attributedTo(alice.id())
                .content(text)
                .to(dev.linkspan.vocab.Public.URI)
                .cc(alice.followersId())
                .build();
        return Create.builder()
                .object(note)
                .to(dev.linkspan.vocab.Public.URI)
                .cc(alice.followersId())
                .build();
    }
}
