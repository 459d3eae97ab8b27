package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code linkspan inspect} with addresses: what it asks for, and what it says when no document comes. */
class InspectFetchTest {

    private static final String NOTE = "{\"@context\": \"https://www.w3.org/ns/activitystreams\", \"type\": \"Note\"}";

    private final List<Headers> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private String base;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/note", exchange -> answer(exchange, 200, "application/activity+json", NOTE));
        server.createContext("/page", exchange -> answer(exchange, 200, "text/html; charset=utf-8", "<html>"));
        server.createContext("/broken", exchange -> answer(exchange, 200, "application/activity+json", "{"));
        server.createContext(
                "/long", exchange -> answer(exchange, 200, "application/activity+json", "x".repeat((1 << 20) + 1)));
        server.createContext("/moved", exchange -> redirect(exchange, "/moved-again"));
        server.createContext("/moved-again", exchange -> redirect(exchange, "/note"));
        server.createContext("/moved-page", exchange -> redirect(exchange, "/page"));
        server.createContext("/circle", exchange -> redirect(exchange, "/circle"));
        for (int status : List.of(401, 404, 406, 410, 429, 500)) {
            server.createContext("/" + status, exchange -> answer(exchange, status, "text/plain", "no"));
        }
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_document_is_asked_for_as_activitystreams_and_as_nobody() {
        Cli run = inspect("/note");

        assertThat(line(run).getString("source")).isEqualTo(base + "/note");
        assertThat(line(run).getString("read")).isEqualTo("direct");
        assertThat(line(run)).doesNotContainKey("redirects");
        assertThat(run.exit()).isZero();
        assertThat(asked.getFirst().getFirst("Accept")).contains("application/activity+json", "application/ld+json");
        assertThat(asked.getFirst()).doesNotContainKeys("Signature", "Authorization");
    }

    @Test
    void redirects_are_told() {
        assertThat(redirects(inspect("/moved"))).containsExactly(base + "/moved-again", base + "/note");
        assertThat(inspect("/moved").exit()).isZero();

        assertThat(redirects(inspect("/moved-page"))).containsExactly(base + "/page");
        missing("/moved-page", "no_document", "text/html");
    }

    @Test
    void an_answer_without_a_document_says_what_it_is() {
        missing("/page", "no_document", "text/html; charset=utf-8");
        missing("/circle", "no_document", "more than 3 redirects");
        missing("/401", "no_document", "status 401");
        missing("/404", "no_document", "status 404: the server has no such document");
        missing("/406", "no_document", "as ActivityStreams");
        missing("/410", "no_document", "was deleted");
        missing("/429", "no_document", "too often");
        missing("/500", "no_document", "status 500");
    }

    @Test
    void a_bad_document_is_refused_wherever_it_comes_from() {
        Cli broken = inspect("/broken");
        Cli tooLong = inspect("/long");

        assertThat(line(broken).getJsonObject("refused").getString("reason")).isEqualTo("malformed_json");
        assertThat(broken.exit()).isEqualTo(1);
        assertThat(line(tooLong).getJsonObject("refused").getString("reason")).isEqualTo("too_large");
        assertThat(tooLong.exit()).isEqualTo(1);
    }

    @Test
    void nothing_on_this_machine_is_reached_unasked() {
        Cli run = Cli.run("inspect", base + "/note");

        assertThat(line(run).getJsonObject("missing").getString("reason")).isEqualTo("forbidden");
        assertThat(line(run).getJsonObject("missing").getString("detail")).contains("--allow-private-network");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_server_that_is_not_there_is_told() {
        server.stop(0);

        missing("/note", "connect", "no connection");
    }

    private void missing(String path, String reason, String detail) {
        Cli run = inspect(path);
        JsonObject missing = line(run).getJsonObject("missing");

        assertThat(missing.getString("reason")).as(path).isEqualTo(reason);
        assertThat(missing.getString("detail")).as(path).contains(detail);
        assertThat(run.exit()).isEqualTo(2);
    }

    private Cli inspect(String path) {
        return Cli.run("inspect", "--allow-private-network", base + path);
    }

    private static List<String> redirects(Cli run) {
        return line(run).getJsonArray("redirects").getValuesAs(JsonString::getString);
    }

    private static JsonObject line(Cli run) {
        return ((JsonText.Result.Document) JsonText.parse(Body.of(run.out()))).object();
    }

    private void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        answer(exchange, 302, "text/plain", "");
    }

    private void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        asked.add(exchange.getRequestHeaders());
        exchange.getResponseHeaders().add("Content-Type", type);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
