package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code linkspan lookup}, {@code webfinger} and {@code nodeinfo} with a server on this machine. */
class LookupCommandsTest {

    private static final String AS2 = "application/activity+json";

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> bodies = new HashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private String host;
    private String base;
    private String alice;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        host = "127.0.0.1:" + server.getAddress().getPort();
        base = "http://" + host;
        alice = base + "/users/alice";
        serve("/users/alice", AS2, """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s","type":"Person","name":"Alice\\u001b[31m",
                "preferredUsername":"alice","inbox":"%s/inbox"}""".formatted(alice, alice));
        serve(
                "/.well-known/webfinger?resource=acct%3Aalice%40" + host.replace(":", "%3A"),
                "application/jrd+json",
                """
                {"subject":"acct:alice@%s","aliases":["%s"],"links":[
                {"rel":"self","type":"application/activity+json","href":"%s"},
                {"rel":"http://ostatus.org/schema/1.0/subscribe","template":"%s/follow?uri={uri}"}]}""".formatted(host, alice, alice, base));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void lookup_finds_an_actor_by_its_name() {
        Cli run = run("lookup", "@alice@" + host);

        assertThat(run.out()).startsWith(alice + "\n  type            Person\n");
        assertThat(run.out()).contains("alice@" + host + ", confirmed in both directions");
        assertThat(run.out()).contains("fetched from its own id").contains("\"preferredUsername\": \"alice\"");
        assertThat(run.exit()).isZero();
    }

    @Test
    void what_a_stranger_wrote_does_not_command_the_terminal() {
        assertThat(run("lookup", alice).out()).contains("Alice?[31m").doesNotContain("\u001b");
    }

    @Test
    void lookup_finds_an_object_by_a_page_about_it() {
        String note = base + "/notes/1";
        serve("/notes/1", AS2, "{\"id\":\"" + note + "\",\"type\":\"Note\",\"url\":\"https://www.example/1\"}");
        serve("/@alice/1", "text/html", "<link rel=alternate type='application/activity+json' href='/notes/1'>");

        JsonObject json = json(run("lookup", "--json", base + "/@alice/1"));

        assertThat(json.getString("asked")).isEqualTo(base + "/@alice/1");
        assertThat(json.getString("id")).isEqualTo(note);
        assertThat(json.getString("trust")).isEqualTo("fetched_from_origin");
        assertThat(json.getJsonArray("elsewhere")).hasToString("[\"url\"]");
        assertThat(json.getJsonObject("document").getString("type")).isEqualTo("Note");
    }

    @Test
    void lookup_says_if_what_it_found_is_not_to_be_believed() {
        String note = base + "/notes/1";
        serve(
                "/notes/1",
                AS2,
                "{\"id\":\"" + note + "\",\"type\":\"Note\",\"attributedTo\":\"https://victim.example/users/bob\"}");

        Cli run = run("lookup", note);

        assertThat(run.out()).contains("NO: it names an author of another origin");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void lookup_says_if_a_name_and_an_actor_do_not_lead_to_each_other() {
        String mallory = base + "/users/mallory";
        serve("/users/mallory", AS2, """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s","type":"Person",
                "preferredUsername":"alice","inbox":"%s/inbox"}""".formatted(mallory, mallory));

        Cli run = run("lookup", mallory);

        assertThat(run.out()).contains("NO: " + mallory + " calls itself alice@" + host);
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void lookup_tells_in_one_sentence_why_there_is_nothing() {
        serve("/page", "text/html", "<html>");

        assertThat(run("lookup", base + "/none").err()).startsWith("linkspan: " + base + "/none: status 404");
        assertThat(run("lookup", base + "/page").err()).contains("media type", "text/html");
        assertThat(run("lookup", "alice").err()).contains("neither a name like alice@social.example");
        assertThat(run("lookup", "bob@" + host).err()).contains("status 404");
        assertThat(run("lookup", base + "/none").exit()).isEqualTo(2);
        assertThat(run("lookup", base + "/none").out()).isEmpty();
    }

    @Test
    void a_complaint_reaches_a_terminal_that_buffers() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        CommandLine commandLine = Main.commandLine(Map.of());
        commandLine.setErr(new PrintWriter(new OutputStreamWriter(terminal, StandardCharsets.UTF_8), true));

        assertThat(commandLine.execute("nodeinfo", base)).isEqualTo(2);

        assertThat(terminal.toString(StandardCharsets.UTF_8)).startsWith("linkspan: ");
    }

    @Test
    void a_reason_is_told_to_programs_too() {
        JsonObject json = json(run("lookup", "--json", base + "/none"));

        assertThat(json.getJsonObject("missing").getString("reason")).isEqualTo("not_found");
        assertThat(json.getString("asked")).isEqualTo(base + "/none");
    }

    @Test
    void nothing_on_this_machine_is_reached_unasked() {
        for (String command : List.of("lookup", "webfinger", "nodeinfo")) {
            Cli run = Cli.run(command, base);

            assertThat(run.err()).contains("--allow-private-network");
            assertThat(run.exit()).isEqualTo(2);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void webfinger_shows_the_links_and_whether_the_actor_agrees() {
        Cli run = run("webfinger", "alice@" + host);

        assertThat(run.out())
                .startsWith("acct:alice@" + host + "\n")
                .contains("  alias           " + alice)
                .contains("self (application/activity+json) " + alice)
                .contains("http://ostatus.org/schema/1.0/subscribe " + base + "/follow?uri={uri}")
                .contains("alice@" + host + " and " + alice + " lead to each other");
        assertThat(run.exit()).isZero();
    }

    @Test
    void webfinger_says_if_the_actor_does_not_agree() {
        serve(
                "/.well-known/webfinger?resource=acct%3Abob%40" + host.replace(":", "%3A"),
                "application/json",
                """
                {"links":[{"rel":"self","type":"application/activity+json","href":"%s"}]}""".formatted(alice));

        Cli run = run("webfinger", "--json", "bob@" + host);

        assertThat(json(run).getJsonObject("unconfirmed").getString("reason")).isEqualTo("contradicted");
        assertThat(json(run).getJsonArray("actors")).hasToString("[\"" + alice + "\"]");
        assertThat(json(run).getJsonObject("descriptor")).containsKey("links");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void webfinger_asks_for_an_address_without_looking_for_an_account() {
        serve(
                "/.well-known/webfinger?resource=" + alice.replace(":", "%3A").replace("/", "%2F"),
                "application/jrd+json",
                "{\"subject\":\"acct:alice@" + host + "\"}");

        JsonObject json = json(run("webfinger", "--json", alice));

        assertThat(json.getJsonObject("descriptor").getString("subject")).isEqualTo("acct:alice@" + host);
        assertThat(json).doesNotContainKeys("account", "unconfirmed");
    }

    @Test
    void nodeinfo_shows_what_a_server_says_of_itself() {
        serve("/.well-known/nodeinfo", "application/json", """
                {"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"%s/n"}]}""".formatted(base));
        serve("/n", "application/json", """
                {"version":"2.0","software":{"name":"example","version":"1.0"},"protocols":["activitypub"],
                "openRegistrations":true,"usage":{"users":{"total":3},"localPosts":7}}""");

        assertThat(run("nodeinfo", host).out()).isEqualTo("""
                example 1.0
                  found at        %s/n
                  protocols       activitypub
                  joining         open
                  users           3
                  localPosts      7
                """.formatted(base));
        JsonObject json = json(run("nodeinfo", "--json", base + "/anything"));
        assertThat(json.getString("software")).isEqualTo("example");
        assertThat(json.getInt("users")).isEqualTo(3);
        assertThat(json).doesNotContainKey("activeMonth");
    }

    @Test
    void nodeinfo_of_a_server_without_any_is_told() {
        Cli run = run("nodeinfo", host);

        assertThat(run.err()).contains("status 404");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run("nodeinfo", "no host").err()).contains("neither a host like social.example");
    }

    private static Cli run(String command, String... words) {
        List<String> all = new ArrayList<>(List.of(command, "--allow-private-network"));
        all.addAll(List.of(words));
        return Cli.run(all.toArray(String[]::new));
    }

    private static JsonObject json(Cli run) {
        return ((JsonText.Result.Document) JsonText.parse(Body.of(run.out()))).object();
    }

    private void serve(String target, String type, String body) {
        types.put(target, type);
        bodies.put(target, body);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        asked.add(target);
        byte[] bytes = bodies.getOrDefault(target, "").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", types.getOrDefault(target, "text/plain"));
        exchange.sendResponseHeaders(bodies.containsKey(target) ? 200 : 404, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
