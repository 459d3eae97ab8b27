package dev.linkspan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Transport;
import dev.linkspan.client.TransportSettings;
import dev.linkspan.discovery.Handle;
import dev.linkspan.discovery.Network;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.store.Store;
import dev.linkspan.testkit.FakeAccount;
import dev.linkspan.testkit.FakeFediverse;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.WithFakeFediverse;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Public;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lesson about asking others, over real sockets. */
@WithFakeFediverse(Profile.MASTODON)
class AskOthersTest {

    private final AddressGuard guard = AddressGuard.allowingPrivateNetwork();
    private final Transport transport = Transport.open(TransportSettings.of(guard, "ask-others/1.0"));
    private final Store store = Store.inMemory();
    private Federation federation;
    private LocalAccount alice;
    private Server server;
    private AskOthers asking;

    @BeforeEach
    void start() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        federation = MinimalActor.federation(store, "http://127.0.0.1:" + port, true);
        server = MinimalActor.serve(federation, port);
        alice = federation.account("alice");
        asking = new AskOthers(Network.of(transport, guard, DocumentClient::anonymous));
    }

    @AfterEach
    void stop() throws Exception {
        transport.close();
        server.stop();
        federation.close();
        store.close();
    }

    @Test
    void finds_an_account_by_its_name_and_says_why_there_is_none(FakeFediverse fediverse) {
        FakeAccount mary = fediverse.account(Profile.MASTODON, "mary");
        String nobody = mary.handle().replace("mary", "nobody");

        assertThat(asking.show(mary.handle())).isEqualTo("Person " + mary.id());
        assertThat(asking.show(mary.id())).isEqualTo("Person " + mary.id());
        assertThat(asking.show(nobody)).isEqualTo("There is no such thing.");
        assertThat(asking.show("mary")).isEqualTo("That is neither a name nor an address.");
        mary.instance().goDown();
        assertThat(asking.show(mary.id())).isEqualTo("Not now; try again later.");
    }

    @Test
    void a_federation_does_not_ask_itself() {
        assertThat(asking.show(alice.id())).isEqualTo("Person " + alice.id());
        assertThat(new AskOthers(federation.network()).show(alice.id())).isEqualTo("That is not for us.");
    }

    @Test
    void reads_the_latest_ten_posts_of_an_account_and_nothing_else_of_its_outbox() {
        for (int i = 1; i <= 12; i++) {
            alice.send(post(i));
        }
        alice.send(Announce.builder()
                .object("https://social.example/notes/1")
                .to(Public.URI)
                .build());

        List<Note> posts =
                asking.latest(Handle.parse("alice@" + federation.authority()).orElseThrow());

        assertThat(posts)
                .extracting(note -> note.content().orElseThrow())
                .hasSize(10)
                .startsWith("12", "11");
        assertThat(posts)
                .allSatisfy(note -> assertThat(note.ids("attributedTo")).containsExactly(alice.id()));
    }

    @Test
    void says_what_a_server_runs(FakeFediverse fediverse) {
        FakeAccount mary = fediverse.account(Profile.MASTODON, "mary");

        assertThat(asking.software(Authority.of(mary.id()).orElseThrow())).contains("mastodon");
    }

    private Create post(int number) {
        Note note = Note.builder()
                .id(federation.id("/notes/{id}", String.valueOf(number)))
                .attributedTo(alice.id())
                .content(String.valueOf(number))
                .published(Instant.now())
                .to(Public.URI)
                .build();
        return Create.builder().object(note).to(Public.URI).build();
    }
}
