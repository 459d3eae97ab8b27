package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Await;
import dev.linkspan.federation.IntakeLimits;
import dev.linkspan.inbox.InboxLimits;
import dev.linkspan.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A relay over HTTP whose store does not keep up: whoever is not taken is told, and whoever is taken is in the log. */
@Timeout(60)
class BackPressureTest {

    private static final Peer PUBLISHER = Peer.at("https://m.example/actor");
    private static final int WAITING = 3;

    @TempDir
    Path folder;

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Server jetty = server();
    private final ServerConnector connector = new ServerConnector(jetty, 1, 1);
    private final AtomicInteger next = new AtomicInteger(100);
    private Store store;
    private RelayRig rig;

    private static Server server() {
        QueuedThreadPool threads = new QueuedThreadPool(16, 4);
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        return new Server(threads);
    }

    @BeforeEach
    void start() throws Exception {
        store = Store.sqlite(folder.resolve("data"));
        rig = new RelayRig(
                InboxLimits.defaults(),
                store,
                settings -> settings.intake(
                        IntakeLimits.defaults().withWaitingActs(WAITING).withStorage(0, 1L << 40)));
        rig.subscribed(PUBLISHER);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(new JettyHandler(new RelayWeb(rig.service), Duration.ofSeconds(20), ClientAddress.ofPeer()));
        jetty.start();
    }

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        senders.close();
        jetty.stop();
        rig.close();
    }

    @Test
    void while_the_writer_is_stuck_posts_are_put_off_at_once_and_none_that_was_taken_is_lost() throws Exception {
        post(0); // so that its key is known
        long before = store.log().end();
        AutoCloseable stuck = store.log().onAppend(end -> {
            blocked.countDown();
            await(release);
        });
        Map<Integer, Future<Answer>> taken = new HashMap<>();
        taken.put(1, senders.submit(() -> post(1)));
        await(blocked);
        // Behind it so many wait as may: each is submitted when the one before is seen to wait.
        for (int i = 0; i < WAITING; i++) {
            int number = 2 + i;
            taken.put(number, senders.submit(() -> post(number)));
            awaitWaiting(i + 1);
        }

        List<Answer> putOff = new ArrayList<>();
        for (int i = 10; i < 20; i++) {
            putOff.add(post(i)); // answered while the writer is still stuck
        }

        assertThat(putOff).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(Integer.parseInt(answer.fields().getOrDefault("retry-after", "0")))
                    .isBetween(10, 30);
            assertThat(answer.body()).contains("\"error\":\"overloaded\"").contains("writer");
        });
        assertThat(rig.service.intake().status().closed()).isPresent();
        assertThat(rig.service.counters().snapshot().get("put_off.writer")).isGreaterThanOrEqualTo(10);

        release.countDown();
        stuck.close();

        long accepted = 0;
        for (Map.Entry<Integer, Future<Answer>> sent : taken.entrySet()) {
            int status = sent.getValue().get().status();
            // The relay's own acts wait for the writer too, and may have come before one of ours.
            assertThat(status).isIn(202, 503);
            assertThat(store.log().seen("object " + object(sent.getKey()))).isEqualTo(status == 202);
            accepted += status == 202 ? 1 : 0;
        }
        assertThat(taken.get(1).get().status()).isEqualTo(202);
        for (int i = 10; i < 20; i++) {
            assertThat(store.log().seen("object " + object(i))).isFalse();
            assertThat(post(i).status()).isEqualTo(202); // as a sender does that was told to come again
        }
        assertThat(store.log().end()).isEqualTo(before + accepted + 10);
        assertThat(rig.service.intake().status().requests()).isZero();
        assertThat(rig.service.intake().status().bodyBytes()).isZero();
    }

    @Test
    void what_is_put_off_is_not_even_looked_at() throws Exception {
        post(0);
        store.log().onAppend(end -> {
            blocked.countDown();
            await(release);
        });
        senders.execute(this::postOne);
        await(blocked);
        for (int i = 0; i < WAITING; i++) {
            senders.execute(this::postOne);
            awaitWaiting(i + 1);
        }

        Answer nonsense = send("POST /inbox HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n\r\nxxxx");

        assertThat(nonsense.status()).isEqualTo(503);
        assertThat(nonsense.fields()).containsKey("retry-after");
    }

    private void postOne() {
        try {
            post(next.incrementAndGet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_sender_that_goes_away_in_the_middle_of_a_body_leaves_nothing_behind() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            socket.getOutputStream()
                    .write("POST /inbox HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\nxxxx"
                            .getBytes(StandardCharsets.US_ASCII));
            Await.until(
                    "the body has begun", () -> rig.service.intake().status().bodyBytes() == 4);
        }

        Await.until("no request is left", () -> rig.service.intake().status().requests() == 0);
        assertThat(rig.service.intake().status().bodyBytes()).isZero();
        assertThat(rig.service.intake().status().clients()).isZero();
    }

    private record Answer(int status, Map<String, String> fields, String body) {}

    private static String object(int number) {
        return "https://m.example/objects/" + number;
    }

    private Answer post(int number) throws IOException {
        String create = """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://m.example/activities/%d","type":"Create",\
                "actor":"https://m.example/actor","to":"https://www.w3.org/ns/activitystreams#Public","object":{\
                "id":"%s","type":"Note","attributedTo":"https://m.example/actor"}}""".formatted(number, object(number));
        WebRequest request = PUBLISHER.post(create, RelayRig.NOW);
        StringBuilder wire = new StringBuilder("POST /inbox HTTP/1.1\r\nConnection: close\r\n");
        request.fields()
                .lines()
                .forEach(line -> wire.append(line.name())
                        .append(": ")
                        .append(line.value())
                        .append("\r\n"));
        wire.append("Content-Length: ").append(request.body().length()).append("\r\n\r\n");
        return send(wire + request.body().text());
    }

    private Answer send(String wire) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write(wire.getBytes(StandardCharsets.UTF_8));
            int status = Integer.parseInt(in.readLine().split(" ", 3)[1]);
            Map<String, String> fields = new HashMap<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                int colon = line.indexOf(':');
                fields.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            char[] body = new char[Integer.parseInt(fields.getOrDefault("content-length", "0"))];
            int read = 0;
            for (int more = 0; read < body.length && more >= 0; read += Math.max(0, more)) {
                more = in.read(body, read, body.length - read);
            }
            return new Answer(status, fields, new String(body, 0, read));
        }
    }

    private void awaitWaiting(int acts) {
        Await.until(acts + " acts", () -> store.waiting() >= acts);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
