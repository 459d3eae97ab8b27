package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Await;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Lanes;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import dev.linkspan.store.Subscription.FollowBack;
import dev.linkspan.store.Subscription.State;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The operator's commands against a running relay. */
class OperatorTest {

    private static final String ACTOR = "https://m.example/actor";

    @TempDir
    Path dataDir;

    private RelayServer server;

    @BeforeEach
    void start() throws Exception {
        server = RelayServer.start(
                new ServerSettingsBuilder("http://127.0.0.1:9", new ListenAddress("127.0.0.1", 0), dataDir)
                        .allowPrivateNetwork(true)
                        .block(List.of("Bad.Example"))
                        .build());
        server.service()
                .store()
                .subscriptions()
                .put(
                        new Subscription(
                                ACTOR,
                                Style.PUBLIC,
                                "m.example",
                                ACTOR + "/inbox",
                                Optional.empty(),
                                State.PENDING,
                                "https://m.example/f",
                                "https://www.w3.org/ns/activitystreams#Public",
                                FollowBack.NONE,
                                Optional.empty(),
                                Instant.parse("2026-11-21T09:00:00Z")),
                        List.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sees_and_approves_who_waits() {
        assertThat(run("subscriptions", "list")).contains(ACTOR).contains("pending");

        assertThat(run("subscriptions", "approve", ACTOR)).contains("changed: 1");

        assertThat(run("subscriptions", "list")).contains("accepted");
        assertThat(server.service().store().log().end()).isEqualTo(1);
    }

    @Test
    void blocks_a_host_and_ends_its_subscription() {
        assertThat(run("domains", "block", "M.example", "--reason", "spam")).contains("changed: 1");

        assertThat(run("domains", "list")).contains("m.example  block  spam").contains("bad.example  block");
        assertThat(server.service().store().subscriptions().all()).isEmpty();
        assertThat(run("domains", "clear", "m.example")).contains("changed");
        assertThat(server.service().store().domainRules().isBlocked("m.example"))
                .isFalse();
    }

    @Test
    void shows_how_destinations_are_doing() {
        assertThat(run("status")).contains("delivered: ");
    }

    @Test
    void shows_what_of_the_intake_is_in_use() {
        assertThat(run("status"))
                .containsPattern("intake: .*\"closed\":\"\".*\"maxRequests\":1024.*\"storedBytes\":[0-9]{5,}");
    }

    @Test
    void shows_destinations_as_a_table_or_as_json() {
        subscribe("k.example");

        String table = run("status");
        assertThat(table).containsPattern("(?m)^HOST +STATE +WAITING +OLDEST +LAST TAKEN +NEXT TRY +WHY$");
        assertThat(table).containsPattern("(?m)^k.example +current +0 +- +- +-$");
        JsonObject json =
                Json.createReader(new StringReader(run("status", "--json"))).readObject();
        assertThat(json.getJsonArray("lanes").getJsonObject(0).getString("host"))
                .isEqualTo("k.example");
        assertThat(json.getJsonObject("intake").getString("closed")).isEmpty();
    }

    @Test
    void replays_what_is_in_the_log_and_says_how_much() {
        subscribe("k.example");
        append(Instant.now().minus(Duration.ofHours(2)));
        append(Instant.now().minus(Duration.ofMinutes(30)));
        Lanes lanes = server.service().store().lanes();
        Await.until(
                "the running relay has written that it skipped them",
                () -> lanes.find("k.example").orElseThrow().progress().cursor() >= 2);

        assertThat(run("subscriptions", "replay", "K.example", "--from", "1h")).contains("entries: 1");
    }

    @Test
    void says_why_nothing_is_replayed() {
        subscribe("k.example");

        assertThat(fail("subscriptions", "replay", "other.example", "--from", "1h"))
                .contains("other.example has no accepted subscription");
        assertThat(fail("subscriptions", "replay", "k.example", "--from", "1h"))
                .contains("k.example has dealt with; it is empty");
        assertThat(fail("subscriptions", "replay", "k.example", "--from", "1h", "--to", "2h"))
                .contains("expected: before ");
        assertThat(fail("subscriptions", "replay", "k.example", "--from", "lately"))
                .contains("'lately' is no moment");
        assertThat(fail("subscriptions", "replay", "not a host", "--from", "1h"))
                .contains("expected: a host name");
    }

    /** Subscribes a host, which is told nothing. */
    private void subscribe(String host) {
        String actor = "https://" + host + "/actor";
        server.service()
                .store()
                .subscriptions()
                .put(
                        new Subscription(
                                actor,
                                Style.PUBLIC,
                                host,
                                actor + "/inbox",
                                Optional.empty(),
                                State.ACCEPTED,
                                "https://" + host + "/f",
                                "https://www.w3.org/ns/activitystreams#Public",
                                FollowBack.NONE,
                                Optional.empty(),
                                Instant.parse("2026-11-21T09:00:00Z")),
                        List.of());
    }

    /** Appends a post that comes from the subscribed host itself, so that nothing goes out. */
    private void append(Instant acceptedAt) {
        String id = "https://k.example/notes/" + acceptedAt;
        server.service()
                .store()
                .log()
                .append(new NewEntry(
                        id,
                        id,
                        "Create",
                        id,
                        new Audience.Subscribers(Audience.Form.RECEIVED, Audience.Form.NONE, Set.of("k.example")),
                        Optional.of(Body.of("{}")),
                        Optional.empty(),
                        Optional.empty(),
                        acceptedAt));
    }

    @Test
    void a_host_that_is_none_is_explained() {
        assertThat(fail("domains", "block", "not a host")).contains("expected: a host name");
    }

    @Test
    void nobody_without_the_secret_finds_anything() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/_admin/status"))
                .header("Authorization", "Bearer guess")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void key_and_secret_are_the_owners_alone() throws Exception {
        for (String file : List.of("actor-key.pem", "admin.json", "linkspan.db")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        assertThat(AdminAccess.read(dataDir).toString())
                .doesNotContain(AdminAccess.read(dataDir).token());
    }

    @Test
    void the_key_outlives_a_restart() throws Exception {
        String before = Files.readString(dataDir.resolve("actor-key.pem"));

        assertThat(new ActorKeyFiles(dataDir).load().retired()).isEmpty();

        assertThat(Files.readString(dataDir.resolve("actor-key.pem"))).isEqualTo(before);
    }

    @Test
    void lists_and_rotates_the_keys() {
        String before = run("keys", "list");
        assertThat(before)
                .contains("current  http://127.0.0.1:9/actor#main-key  ")
                .contains("SHA256:");

        String after = run("keys", "rotate", "--overlap", "3d");

        assertThat(after.lines()).hasSize(2);
        assertThat(after.lines().toList().get(0)).startsWith("current  http://127.0.0.1:9/actor#key-");
        assertThat(after.lines().toList().get(1)).startsWith("retired  http://127.0.0.1:9/actor#main-key");
        assertThat(run("keys", "list")).isEqualTo(after);
        assertThat(before)
                .contains(after.substring(after.lastIndexOf("SHA256:")).strip());
        assertThat(server.service().keys().retired().getFirst().until())
                .isBefore(Instant.now().plus(Duration.ofDays(3)))
                .isAfter(Instant.now().plus(Duration.ofDays(2)));
        assertThat(Files.exists(dataDir.resolve("actor-keys.json"))).isTrue();
    }

    @Test
    void an_overlap_that_makes_no_sense_is_explained() {
        assertThat(fail("keys", "rotate", "--overlap", "a week")).contains("expected: such as 90m, 12h or 7d");
        assertThat(fail("keys", "rotate", "--overlap", "1s")).contains("expected: 1 minute to 90 days");
        run("keys", "rotate");
        run("keys", "rotate");
        run("keys", "rotate");
        assertThat(fail("keys", "rotate")).contains("3 old ones are still in use");
    }

    private String run(String... words) {
        StringWriter out = new StringWriter();
        assertThat(execute(out, new StringWriter(), words)).isZero();
        return out.toString();
    }

    private String fail(String... words) {
        StringWriter err = new StringWriter();
        assertThat(execute(new StringWriter(), err, words)).isNotZero();
        return err.toString();
    }

    private int execute(StringWriter out, StringWriter err, String... words) {
        List<String> args = new ArrayList<>(Arrays.asList(words));
        args.add("--data-dir=" + dataDir);
        CommandLine commandLine = Main.commandLine(Map.of(), args.toArray(String[]::new));
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args.toArray(String[]::new));
    }
}
