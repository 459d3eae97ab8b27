package dev.linkspan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.federation.Federation;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Mention;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/** Runs the lessons about federations, over real sockets. */
class FederationExamplesTest {

    @Test
    void another_server_follows_the_minimal_actor() throws Exception {
        int port = freePort();
        CompletableFuture<String> accepted = new CompletableFuture<>();
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (Store store = Store.inMemory();
                Federation minimal = MinimalActor.federation(store, "http://127.0.0.1:" + port, true);
                Reader reader =
                        new Reader(builder -> builder.on(Accept.class, accept -> accepted.complete(accept.actor())))) {
            Server server = MinimalActor.serve(minimal, port);

            reader.account().follow(minimal.actorId("alice"));

            assertThat(accepted.get(30, TimeUnit.SECONDS)).isEqualTo(minimal.actorId("alice"));
            assertThat(minimal.account("alice").count(Direction.FOLLOWER, State.ACCEPTED))
                    .isEqualTo(1);
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("follows alice");
            server.stop();
        } finally {
            System.setOut(out);
        }
    }

    @Test
    void the_bot_answers_who_mentions_it() throws Exception {
        int port = freePort();
        CompletableFuture<Note> answer = new CompletableFuture<>();
        try (Store store = Store.inMemory();
                Federation bot = new Bot(store, "http://127.0.0.1:" + port, true).federation();
                Reader reader = new Reader(builder ->
                        builder.on(Create.class, Note.class, (create, note) -> answer.complete(note.object())))) {
            Server server = MinimalActor.serve(bot, port);
            String echo = bot.actorId("echo");
            Note note = Note.builder()
                    .id(reader.federation.id("/notes/{id}", "1"))
                    .attributedTo(reader.account().id())
                    .content("Hello @echo")
                    .tag(Mention.builder().href(echo).build())
                    .to(echo)
                    .build();

            reader.account().send(Create.builder().object(note).to(echo).build());

            Note reply = answer.get(30, TimeUnit.SECONDS);
            assertThat(reply.ids("inReplyTo")).containsExactly(note.id().orElseThrow());
            assertThat(reply.ids("attributedTo")).containsExactly(echo);
            server.stop();
        }
    }

    /** A server of somebody else, with one actor. */
    private static final class Reader implements AutoCloseable {

        private final Store store = Store.inMemory();
        private final Federation federation;
        private final Server server;

        Reader(java.util.function.UnaryOperator<dev.linkspan.federation.FederationBuilder> settings) throws Exception {
            int port = freePort();
            federation = settings.apply(Federation.builder()
                            .origin("http://127.0.0.1:" + port)
                            .store(store)
                            .allowPrivateNetwork(true)
                            .actor("rita", Person.builder().name("Rita").build()))
                    .build();
            server = MinimalActor.serve(federation, port);
        }

        LocalAccount account() {
            return federation.account("rita");
        }

        @Override
        public void close() {
            try {
                server.stop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            federation.close();
            store.close();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
