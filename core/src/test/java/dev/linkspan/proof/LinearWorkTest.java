package dev.linkspan.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.security.PublicKey;
import java.time.Instant;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents of the nastiest shapes, twice as long each time: reading and judging them allocates no more than so much for
 * each character, and takes bounded time. Memory is counted in bytes allocated, which no machine changes.
 */
class LinearWorkTest {

    private static final int SHORTEST = 1 << 11;
    private static final int LONGEST = 1 << 19;

    private static final long FIXED_BYTES = 500_000;
    private static final long BYTES_PER_CHARACTER = 150;

    /** What 3,000 values, the most that are looked at, may cost in JSON-LD processing, whatever the length. */
    private static final long CANONICALIZATION_BYTES = 256L << 20;

    private static final long MOST_NANOS = 4_000_000_000L;

    private static final String CONTEXT = "\"@context\":\"https://www.w3.org/ns/activitystreams\"";
    private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");

    private final Canonicalizer canonicalizer = new Canonicalizer();
    private final LinkedDataSignatures signatures = new LinkedDataSignatures(canonicalizer);
    private final PublicKey key = TestKeys.publicKey();

    /** A text of about so many characters. */
    interface Shape extends IntFunction<String> {}

    static Stream<Named<Shape>> shapes() {
        return Stream.of(
                shape("open arrays", n -> "{\"a\":" + "[".repeat(n)),
                shape("open objects", n -> "{\"a\":".repeat(n / 5)),
                shape(
                        "nested as deep as allowed",
                        n -> "{\"a\":[" + repeated("[".repeat(60) + "]".repeat(60), n) + "]}"),
                shape("empty arrays", n -> "{\"to\":[" + repeated("[]", n) + "]}"),
                shape("empty objects", n -> "{\"tag\":[" + repeated("{}", n) + "]}"),
                shape("numbers", n -> "{\"a\":[" + repeated("1", n) + "]}"),
                shape("one long number", n -> "{\"a\":" + "1".repeat(n) + "}"),
                shape("long numbers", n -> "{\"a\":[" + repeated("-123456789012345678901234567890.5e-30", n) + "]}"),
                shape("huge exponents", n -> "{\"a\":[" + repeated("1e999999999", n) + "]}"),
                shape("one long string", n -> "{\"content\":\"" + "a".repeat(n) + "\"}"),
                shape("escapes", n -> "{\"content\":\"" + "\\\"\\u00e9\\\\".repeat(n / 10) + "\"}"),
                shape("half a surrogate pair each", n -> "{\"content\":\"" + "\\ud800".repeat(n / 6) + "\"}"),
                shape("an unclosed string", n -> "{\"content\":\"" + "\\\\".repeat(n / 2)),
                shape("blanks", n -> "{" + " \t\n\r".repeat(n / 4) + "}"),
                shape("blanks behind", n -> "{}" + " ".repeat(n)),
                shape("a long name", n -> "{\"" + "a".repeat(n) + "\":1}"),
                shape("many names", n -> "{" + members(n, Integer::toString) + "}"),
                shape("names of one hash", n -> "{" + members(n, LinearWorkTest::colliding) + "}"),
                shape("one name again and again", n -> "{" + repeated("\"a\":1", n) + "}"),
                shape("recipients", n -> "{" + CONTEXT + ",\"to\":[" + repeated("\"https://a.example/1\"", n) + "]}"),
                shape("nodes", n -> "{" + CONTEXT + ",\"tag\":[" + repeated("{\"type\":\"Note\"}", n) + "]}"),
                shape("contexts", n -> "{\"@context\":[" + repeated("\"https://w3id.org/security/v1\"", n) + "]}"),
                shape("definitions", n -> "{\"@context\":{" + members(n, i -> "t" + i) + "}}"),
                shape("signatures", n -> "{" + CONTEXT + ",\"signature\":[" + repeated("{}", n) + "]}"),
                shape("a long creator", n -> signature("creator", "https://a.example/" + "a".repeat(n))),
                shape("a long date", n -> signature("created", "2026-09-01T10:00:00." + "0".repeat(n))),
                shape("a long value", n -> signature("signatureValue", "A".repeat(n / 4 * 4))));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void reading_json_allocates_no_more_than_so_much_for_each_character(Shape shape) {
        for (int length = SHORTEST; length <= LONGEST; length *= 2) {
            Body text = Body.of(shape.apply(length));

            assertThat(Work.allocatedBytes(() -> JsonText.parse(text)))
                    .as("%d characters", length)
                    .isLessThan(FIXED_BYTES + BYTES_PER_CHARACTER * length);
            assertThat(Work.cpuNanos(() -> JsonText.parse(text)))
                    .as("%d characters", length)
                    .isLessThan(MOST_NANOS);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void judging_a_signed_document_costs_no_more_than_the_limits_allow(Shape shape) {
        for (int length = SHORTEST; length <= LONGEST; length *= 4) {
            if (JsonText.parse(Body.of(shape.apply(length))) instanceof JsonText.Result.Document document) {
                Runnable work = () -> judge(document.object());

                assertThat(Work.allocatedBytes(work))
                        .as("%d characters", length)
                        .isLessThan(CANONICALIZATION_BYTES + BYTES_PER_CHARACTER * length);
                assertThat(Work.cpuNanos(work)).as("%d characters", length).isLessThan(MOST_NANOS);
            }
        }
    }

    private void judge(JsonObject document) {
        LinkedDataSignatures.claim(document);
        signatures.verify(document, key, NOW);
        canonicalizer.canonicalize(document);
        canonicalizer.plainReading(document);
    }

    private static Named<Shape> shape(String name, Shape shape) {
        return Named.of(name, shape);
    }

    private static String repeated(String part, int length) {
        return (part + ",").repeat(Math.max(1, length / (part.length() + 1)) - 1) + part;
    }

    private static String members(int length, IntFunction<String> name) {
        int one = name.apply(1).length() + 6;
        StringBuilder members = new StringBuilder();
        IntStream.range(0, Math.max(1, length / (one + 4)))
                .forEach(i -> members.append(i == 0 ? "" : ",").append("\"" + name.apply(i) + "\":1"));
        return members.toString();
    }

    /** "Aa" and "BB" have one hash in Java, and so has each row of as many of them. */
    private static String colliding(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            name.append(((number >> bit) & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    private static String signature(String member, String value) {
        JsonObject whole = JsonText.object()
                .add("type", "RsaSignature2017")
                .add("creator", "https://a.example/k")
                .add("created", "2026-09-01T10:00:00Z")
                .add("signatureValue", "AAAA")
                .add(member, value)
                .build();
        return "{" + CONTEXT + ",\"signature\":" + whole + "}";
    }
}
