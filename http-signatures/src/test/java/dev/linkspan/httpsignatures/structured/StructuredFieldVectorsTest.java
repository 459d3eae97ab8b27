package dev.linkspan.httpsignatures.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.httpsignatures.structured.Member.InnerList;
import dev.linkspan.httpsignatures.structured.Member.Item;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.Test;

/** The HTTP working group's structured field vectors ({@code vectors/sfv}), and some of their facts inline. */
class StructuredFieldVectorsTest {

    @Test
    void parses_members_in_order_and_writes_them_canonically() throws Exception {
        var members = StructuredFieldParser.parseDictionary(
                List.of("b=?0,  a;x;y=\"\\\"q\\\\\"", "c=(1  -2.50 tok;p=:YQ==:);d=@5, a=%\"f%c3%bc\""));

        assertThat(members.keySet()).containsExactly("b", "a", "c");
        assertThat(members.values().stream().map(StructuredFieldSerializer::serialize))
                .containsExactly("?0", "%\"f%c3%bc\"", "(1 -2.5 tok;p=:YQ==:);d=@5");
    }

    @Test
    void refuses_what_the_grammar_does_not_allow() {
        for (String field : List.of(
                "a=",
                "a=,",
                "a=1,",
                "a=1 b=2",
                "A=1",
                "a=\"",
                "a=\"\\x\"",
                "a=\"\u00e9\"",
                "a=:YQ:=",
                "a=?2",
                "a=@1.5",
                "a=-",
                "a=1.",
                "a=1.2345",
                "a=1234567890123456",
                "a=(1",
                "a=(1,2)",
                "a=(1)2",
                "a=%\"%C3\"",
                "a=%\"%ff\"",
                "a;=1",
                "=1",
                "a=((1))")) {
            assertThatThrownBy(() -> StructuredFieldParser.parseDictionary(List.of(field)))
                    .as(field)
                    .isInstanceOf(StructuredFieldException.class)
                    .hasMessageContaining("at character");
        }
    }

    @Test
    void agrees_with_every_vector() throws IOException {
        Path folder = Path.of(System.getProperty("linkspan.shared", "../../shared"), "vectors", "sfv");
        if (!Files.isDirectory(folder)) {
            return; // the two tests above stand for them
        }
        int checked = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                for (JsonObject vector : read(file).getValuesAs(JsonObject.class)) {
                    check(file.getFileName() + ": " + vector.getString("name"), vector);
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(200);
    }

    private static void check(String name, JsonObject vector) {
        List<String> raw = vector.getJsonArray("raw").getValuesAs(JsonString::getString);
        boolean mayFail = vector.getBoolean("can_fail", false);
        boolean mustFail = vector.getBoolean("must_fail", false);
        try {
            String parsed = parse(vector.getString("header_type"), raw);
            assertThat(mustFail).as(name + " must fail").isFalse();
            assertThat(parsed).as(name).isEqualTo(render(vector.get("expected")));
            assertThat(serialize(vector.getString("header_type"), raw))
                    .as(name + " canonical")
                    .isEqualTo(canonical(vector));
        } catch (StructuredFieldException e) {
            assertThat(mustFail || mayFail).as(name + ": " + e.getMessage()).isTrue();
        }
    }

    private static String parse(String type, List<String> raw) throws StructuredFieldException {
        return switch (type) {
            case "item" -> render(StructuredFieldParser.parseItem(raw));
            case "list" ->
                StructuredFieldParser.parseList(raw).stream()
                        .map(StructuredFieldVectorsTest::render)
                        .collect(Collectors.joining(",", "[", "]"));
            default ->
                StructuredFieldParser.parseDictionary(raw).entrySet().stream()
                        .map(entry -> "[" + entry.getKey() + "," + render(entry.getValue()) + "]")
                        .collect(Collectors.joining(",", "[", "]"));
        };
    }

    private static Optional<String> serialize(String type, List<String> raw) throws StructuredFieldException {
        return switch (type) {
            case "item" -> Optional.of(StructuredFieldSerializer.serialize(StructuredFieldParser.parseItem(raw)));
            case "list" -> StructuredFieldSerializer.serializeList(StructuredFieldParser.parseList(raw));
            default -> StructuredFieldSerializer.serializeDictionary(StructuredFieldParser.parseDictionary(raw));
        };
    }

    /** The one line of the canonical form; none if the field is to be left out. */
    private static Optional<String> canonical(JsonObject vector) {
        List<String> lines = vector.getJsonArray(vector.containsKey("canonical") ? "canonical" : "raw")
                .getValuesAs(JsonString::getString);
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
    }

    /** The vectors' JSON shape, as text. */
    private static String render(Member member) {
        return switch (member) {
            case Item item -> "[" + render(item.value()) + "," + render(item.parameters()) + "]";
            case InnerList list ->
                "["
                        + list.items().stream()
                                .map(StructuredFieldVectorsTest::render)
                                .collect(Collectors.joining(",", "[", "]"))
                        + "," + render(list.parameters()) + "]";
        };
    }

    private static String render(Parameters parameters) {
        List<String> entries = new ArrayList<>();
        parameters.entries().forEach((key, value) -> entries.add("[" + key + "," + render(value) + "]"));
        return "[" + String.join(",", entries) + "]";
    }

    private static String render(BareItem value) {
        return switch (value) {
            case BareItem.IntegerItem integer -> plain(BigDecimal.valueOf(integer.value()));
            case BareItem.DecimalItem decimal -> plain(decimal.value());
            case BareItem.StringItem string -> string.value();
            case BareItem.TokenItem token -> "token:" + token.value();
            case BareItem.ByteSequence bytes ->
                "binary:" + Base32.toBase32String(Base64.getDecoder().decode(bytes.base64()));
            case BareItem.BooleanItem bool -> Boolean.toString(bool.value());
            case BareItem.DateItem date -> "date:" + date.value().getEpochSecond();
            case BareItem.DisplayString text -> "displaystring:" + text.value();
        };
    }

    private static String render(JsonValue value) {
        return switch (value.getValueType()) {
            case ARRAY ->
                value.asJsonArray().stream()
                        .map(StructuredFieldVectorsTest::render)
                        .collect(Collectors.joining(",", "[", "]"));
            case OBJECT ->
                value.asJsonObject().getString("__type") + ":"
                        + render(value.asJsonObject().get("value"));
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> plain(((JsonNumber) value).bigDecimalValue());
            case TRUE, FALSE, NULL -> value.toString();
        };
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private static JsonArray read(Path file) throws IOException {
        try (JsonReader reader = Json.createReader(Files.newInputStream(file))) {
            return reader.readArray();
        }
    }
}
