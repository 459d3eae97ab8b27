package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.federation.Federation;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Person;
import dev.linkspan.web.FederationWeb;
import dev.linkspan.web.JettyHandler;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/** {@code linkspan inbox}, written to by an application on this machine. */
class InboxCommandTest {

    @Test
    void prints_what_is_taken_and_what_is_refused_and_why() throws Exception {
        int own = freePort();
        int inbox = freePort();
        String actor = "http://127.0.0.1:" + inbox + "/users/inbox";
        CountDownLatch asked = new CountDownLatch(1);
        Server server = new Server(own);
        try (Store store = Store.inMemory();
                Federation rita = Federation.builder()
                        .origin("http://127.0.0.1:" + own)
                        .store(store)
                        .allowPrivateNetwork(true)
                        .actor("rita", Person.builder().build())
                        .on(Follow.class, follow -> asked.countDown())
                        .build()) {
            server.setHandler(new JettyHandler(new FederationWeb(rita)));
            server.start();
            // The Accept of its own Follow, and a request without a signature.
            CompletableFuture<Cli> run = CompletableFuture.supplyAsync(() -> Cli.run(
                    "inbox",
                    "--base-url",
                    "http://127.0.0.1:" + inbox,
                    "--listen",
                    "127.0.0.1:" + inbox,
                    "--allow-private-network",
                    "--follow",
                    rita.actorId("rita"),
                    "--count",
                    "2"));

            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            HttpRequest unsigned = HttpRequest.newBuilder(URI.create(actor + "/inbox"))
                    .header("Content-Type", "application/activity+json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            int status = HttpClient.newHttpClient()
                    .send(unsigned, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            Cli ended = run.get(60, TimeUnit.SECONDS);

            assertThat(status).isEqualTo(401);
            assertThat(ended.exit()).isZero();
            assertThat(ended.out())
                    .contains("{\"taken\":\"Accept\"")
                    .contains("\"actor\":\"" + rita.actorId("rita") + "\"")
                    .contains("{\"refused\":\"signature_missing\",\"status\":401");
        } finally {
            server.stop();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
