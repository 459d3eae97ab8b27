package dev.linkspan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.delivery.Timers;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.store.Store;
import dev.linkspan.testkit.FakeAccount;
import dev.linkspan.testkit.FakeFediverse;
import dev.linkspan.testkit.FakeInstance;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.Received;
import dev.linkspan.testkit.WithFakeFediverse;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Public;
import java.net.ServerSocket;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hours pass at once. */
@WithFakeFediverse(Profile.MASTODON)
class RetriesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Store store = Store.inMemory();
    private Timers timers;
    private Federation federation;
    private LocalAccount alice;
    private Server server;

    @BeforeEach
    void start(FakeFediverse fediverse) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        // tag::time[]
        timers = fediverse.clock().timers();
        federation = Federation.builder()
                .clock(fediverse.clock())
                .timers(timers)
                // end::time[]
                .origin("http://127.0.0.1:" + port)
                .store(store)
                .allowPrivateNetwork(true)
                .actor("alice", Person.builder().build())
                .build();
        server = MinimalActor.serve(federation, port);
        alice = federation.account("alice");
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        federation.close();
        timers.close();
        store.close();
    }

    // tag::retries[]
    @Test
    void a_post_arrives_when_its_server_is_back(FakeFediverse fediverse) {
        FakeAccount mary = fediverse.account(Profile.MASTODON, "mary");
        FakeInstance mastodon = mary.instance();
        mary.follow(alice.id());
        assertThat(mary.awaitFollowing(alice.id(), SOON)).isTrue();

        mastodon.answerWith(503);
        alice.send(post("Still there?"));
        mastodon.expect(received -> received.status() == 503, SOON);
        fediverse.clock().advance(Duration.ofHours(1));
        mastodon.heal();

        Received post = fediverse.expectWithin(
                Duration.ofDays(1), mastodon, r -> r.type().equals("Create") && r.isTaken());
        assertThat(post.status()).isEqualTo(202);
    }
    // end::retries[]

    private Create post(String text) {
        Note note = Note.builder()
                .id(federation.id("/notes/{id}", "1"))
                .attributedTo(alice.id())
                .content(text)
                .to(Public.URI)
                .cc(alice.followersId())
                .build();
        return Create.builder()
                .object(note)
                .to(Public.URI)
                .cc(alice.followersId())
                .build();
    }
}
