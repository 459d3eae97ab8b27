package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code linkspan inspect}: one line for each document, whatever it holds; and the exit code for scripts. */
class InspectCommandTest {

    /** As Mastodon sends it, shortened. */
    private static final String CREATE = """
            {"@context": ["https://www.w3.org/ns/activitystreams", {"sensitive": "as:sensitive"}],
             "id": "https://m.example/users/a/statuses/1/activity", "type": "Create",
             "actor": "https://m.example/users/a", "published": "2026-09-01T10:00:00Z",
             "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["https://m.example/users/a/followers"],
             "object": {"id": "https://m.example/users/a/statuses/1", "type": "Note",
              "attributedTo": "https://m.example/users/a", "content": "<p>hi</p>", "sensitive": false}}""";

    @TempDir
    Path folder;

    @Test
    void an_activity_is_told_on_one_line() {
        String file = file("create", CREATE);
        Cli run = Cli.run("inspect", file);

        assertThat(run.out()).isEqualTo(json("""
                        {"source": "%s", "read": "direct", "bytes": %d, "type": ["Create"],
                         "id": "https://m.example/users/a/statuses/1/activity", "actor": "https://m.example/users/a",
                         "object": {"type": ["Note"], "id": "https://m.example/users/a/statuses/1",
                          "attributedTo": ["https://m.example/users/a"]},
                         "audience": {"to": ["https://www.w3.org/ns/activitystreams#Public"],
                          "cc": ["https://m.example/users/a/followers"]},
                         "published": "2026-09-01T10:00:00Z", "problems": []}""".formatted(file, CREATE.length())) + "\n");
        assertThat(run.exit()).isZero();
    }

    @Test
    void the_documentation_shows_what_is_printed() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "inspect.md"));
        int start = page.indexOf("```json") + 7;
        JsonObject shown = object(page.substring(start, page.indexOf("```", start)));

        JsonObject line = line(CREATE.replace("\"sensitive\": false", "\"published\": \"yesterday\""));

        assertThat(line.keySet()).containsExactlyElementsOf(shown.keySet());
        assertThat(JsonText.object(line).remove("source").build())
                .isEqualTo(JsonText.object(shown).remove("source").build());
    }

    @Test
    void names_and_authors_stand_together() {
        JsonObject actor = line("""
                {"@context": "https://www.w3.org/ns/activitystreams", "id": "https://a.example/u", "type": "Person",
                 "inbox": "https://a.example/u/inbox", "outbox": "https://a.example/u/outbox",
                 "preferredUsername": "u", "name": "Zoë", "nameMap": {"de": "Zoë"}}""");
        JsonObject article = line("""
                {"@context": "https://www.w3.org/ns/activitystreams", "id": "https://a.example/1", "type": "Article",
                 "attributedTo": ["https://a.example/u", {"type": "Group", "id": "https://a.example/g"}], "name": "T"}""");

        assertThat(actor.get("attributedNames"))
                .isEqualTo(object("{\"preferredUsername\":\"u\",\"name\":\"Zoë\",\"nameMap\":{\"de\":\"Zoë\"}}"));
        assertThat(article.get("attributedNames"))
                .isEqualTo(
                        object("{\"attributedTo\":[\"https://a.example/u\",\"https://a.example/g\"],\"name\":\"T\"}"));
    }

    @Test
    void several_objects_are_all_told_and_a_quote_by_whichever_name() {
        JsonObject line = line("""
                {"@context": "https://www.w3.org/ns/activitystreams", "id": "https://a.example/1", "type": "Flag",
                 "actor": "https://a.example/u", "object": ["https://b.example/u", "https://b.example/1"]}""");
        JsonObject quoting = line("""
                {"@context": "https://www.w3.org/ns/activitystreams", "id": "https://a.example/1", "type": "Note",
                 "quoteUri": "https://b.example/1", "content": "x"}""");

        assertThat(line.get("object")).isEqualTo(object("{\"id\":\"https://b.example/u\"}"));
        assertThat(line.getJsonArray("objects")).hasSize(2);
        assertThat(quoting.getString("quote")).isEqualTo("https://b.example/1");
    }

    @Test
    void a_document_in_other_words_says_the_same_and_that_it_took_json_ld() {
        JsonObject plain = line(CREATE);
        JsonObject aliased = line(CREATE.replace("\"sensitive\": \"as:sensitive\"}", "\"tut\": \"as:actor\"}")
                .replace("\"actor\"", "\"tut\"")
                .replace("\"type\": \"Note\"", "\"@type\": \"as:Note\"")
                .replace(", \"sensitive\": false", ""));

        assertThat(plain.getString("read")).isEqualTo("direct");
        assertThat(aliased.getString("read")).isEqualTo("json-ld");
        for (String member : List.of("type", "id", "actor", "object", "audience", "published")) {
            assertThat(aliased.get(member)).as(member).isEqualTo(plain.get(member));
        }
    }

    @Test
    void problems_are_listed_and_fail_only_when_strict() {
        String file = file("bad", CREATE.replace("2026-09-01T10:00:00Z", "yesterday"));

        JsonObject problem =
                object(Cli.run("inspect", file).out()).getJsonArray("problems").getJsonObject(0);

        assertThat(problem.getString("pointer")).isEqualTo("/published");
        assertThat(problem.getString("kind")).isEqualTo("format");
        assertThat(problem.getString("detail")).contains("yesterday");
        assertThat(Cli.run("inspect", file).exit()).isZero();
        assertThat(Cli.run("inspect", "--strict", file).exit()).isEqualTo(1);
        assertThat(Cli.run("inspect", "--strict", file("good", CREATE)).exit()).isZero();
    }

    @Test
    void what_is_refused_says_why() throws IOException {
        refused("", "malformed_json");
        refused("<html>", "malformed_json");
        refused("[]", "malformed_json");
        refused("{\"a\": \"\\ud800\"}", "malformed_json");
        refused("\0\0\0\0", "malformed_json");
        refused("{\"a\":".repeat(100) + "1" + "}".repeat(100), "too_large");
        refused("{\"a\": \"" + "x".repeat(1 << 20) + "\"}", "too_large");
        refused("{\"@context\": {\"a\": \"as:b\"}, \"@graph\": []}", "forbidden_keyword");
    }

    @Test
    void what_is_no_document_says_where_it_was_sought() {
        for (String source : List.of(
                folder.toString(),
                folder.resolve("none").toString(),
                "a\0b",
                "acct:u@a.example",
                "https://",
                "http://[")) {
            Cli run = Cli.run("inspect", source);
            JsonObject line = object(run.out());

            assertThat(line.getString("source")).isEqualTo(source);
            assertThat(line.getJsonObject("missing").getString("reason")).isNotEmpty();
            assertThat(line.getJsonObject("missing").getString("detail")).isNotEmpty();
            assertThat(run.exit()).isEqualTo(2);
        }
    }

    @Test
    void each_source_gets_its_line_and_the_worst_decides_the_exit_code() {
        String good = file("good", CREATE);
        String bad = file("bad", "}");
        String none = folder.resolve("none").toString();

        assertThat(Cli.run("inspect", good, good).exit()).isZero();
        assertThat(Cli.run("inspect", bad, good).exit()).isEqualTo(1);
        Cli run = Cli.run("inspect", bad, none, good);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out().lines().map(line -> object(line).getString("source")))
                .containsExactly(bad, none, good);
    }

    @Test
    void standard_input_is_a_hyphen() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(CREATE.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(object(Cli.run("inspect", "-").out()).getString("source"))
                    .isEqualTo("-");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void pretty_says_the_same_on_many_lines() {
        String file = file("create", CREATE);
        String pretty = Cli.run("inspect", "--pretty", file).out();

        assertThat(object(pretty)).isEqualTo(object(Cli.run("inspect", file).out()));
        assertThat(pretty).startsWith("{\n  \"source\": \"").endsWith("\n  \"problems\": []\n}\n");
        assertThat(pretty)
                .contains("\n    \"to\": [\n      \"https://www.w3.org/ns/activitystreams#Public\"\n    ],\n");
    }

    @Test
    void nothing_but_ascii_is_printed() {
        String file = file("umlaut", "{\"type\": \"Note\", \"name\": \"Zoë \\u001b[31m\\u007f\u2028 🙂\"}");

        for (String form : List.of("--pretty", "--strict")) {
            assertThat(Cli.run("inspect", form, file).out().chars().filter(c -> c != '\n'))
                    .allMatch(c -> c >= ' ' && c <= '~');
        }
    }

    @Test
    void wrong_usage_prints_no_line() {
        for (Cli run : List.of(Cli.run("inspect"), Cli.run("inspect", "--prety", file("a", CREATE)))) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("See: linkspan inspect --help");
        }
    }

    @Test
    void no_bytes_bring_it_down() {
        Random random = new Random(4);
        byte[] create = CREATE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = i % 3 == 0 ? new byte[random.nextInt(200)] : create.clone();
            if (i % 3 == 0) {
                random.nextBytes(bytes);
            } else {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Cli run = Cli.run("inspect", file("bytes", bytes));

            assertThat(run.exit()).as("document %d", i).isIn(0, 1);
            assertThat(object(run.out()).containsKey(run.exit() == 0 ? "read" : "refused"))
                    .isTrue();
        }
    }

    @Test
    void recorded_documents_are_read() throws IOException {
        Path fixtures = Path.of(System.getProperty("linkspan.shared", "../../shared"), "fixtures");
        if (!Files.isDirectory(fixtures)) {
            return; // The documents above are like them.
        }
        try (Stream<Path> files = Files.walk(fixtures)) {
            String[] words = Stream.concat(
                            Stream.of("inspect"),
                            files.map(Path::toString)
                                    .filter(name -> name.endsWith(".json"))
                                    .sorted())
                    .toArray(String[]::new);
            Cli run = Cli.run(words);

            assertThat(run.out().lines()).hasSize(words.length - 1);
            assertThat(run.out().lines().map(InspectCommandTest::object).filter(line -> !line.containsKey("read")))
                    .as(
                            "Fedify's fixtures are wrapped in an envelope of their own, which is a JSON object all the same")
                    .isEmpty();
            assertThat(run.exit()).isZero();
        }
    }

    private void refused(String document, String reason) {
        Cli run = Cli.run("inspect", file("refused", document));
        JsonObject refused = object(run.out()).getJsonObject("refused");

        assertThat(refused.getString("reason")).as(document).isEqualTo(reason);
        assertThat(refused.getString("detail")).isNotEmpty();
        assertThat(run.exit()).isEqualTo(1);
    }

    private JsonObject line(String document) {
        return object(Cli.run("inspect", file("document", document)).out());
    }

    private static String json(String text) {
        return object(text).toString();
    }

    private static JsonObject object(String text) {
        return ((JsonText.Result.Document) JsonText.parse(Body.of(text))).object();
    }

    private String file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private String file(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
