package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.StructuredFieldParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each reader of a stranger's text with texts of the nastiest shapes, twice as long each time: memory grows no faster
 * than the text, and neither does time. Memory is counted in bytes allocated, which no machine changes.
 */
class LinearWorkTest {

    private static final int SHORTEST = 1 << 12;
    private static final int LONGEST = 1 << 17;

    /** What the shortest text costs, with a few messages. */
    private static final long FIXED_BYTES = 64_000;

    private static final long BYTES_PER_CHARACTER = 200;

    /** The longest text takes some 10 milliseconds; with work that grows by the square it would take many seconds. */
    private static final long MOST_NANOS = 1_000_000_000L;

    /** A step of reading that may fail; how it fails is for other tests. */
    private interface Reading {
        void read() throws StructuredFieldException, KeyFormatException;
    }

    /** Who reads the text: makes all ready, so that only the reading counts. */
    interface Reader extends Function<String, Runnable> {}

    static Stream<Named<Reader>> readers() {
        return Stream.of(
                reader("dictionary", text -> quietly(() -> StructuredFieldParser.parseDictionary(List.of(text)))),
                reader("list", text -> quietly(() -> StructuredFieldParser.parseList(List.of(text)))),
                reader("item", text -> quietly(() -> StructuredFieldParser.parseItem(List.of(text)))),
                reader("cavage signature", text -> verifying(cavage().replacing("Signature", text))),
                reader(
                        "cavage headers",
                        text -> verifying(cavage().replacing("Signature", parameters("headers", text)))),
                reader(
                        "cavage authorization",
                        text -> verifying(cavage().without("Signature").with("Authorization", "Signature " + text))),
                reader("signature input", text -> verifying(rfc9421().replacing("Signature-Input", text))),
                reader("signature", text -> verifying(rfc9421().replacing("Signature", text))),
                reader("digest", text -> verifying(cavage().replacing("Digest", text))),
                reader("content digest", text -> verifying(rfc9421().replacing("Content-Digest", text))),
                reader("date", text -> verifying(cavage().replacing("Date", text))),
                reader("host", text -> verifying(cavage().replacing("Host", text))),
                reader(
                        "covered field",
                        text -> verifying(TestRequest.post()
                                .with("X-Note", text)
                                .cavageCovering("(request-target) host date digest x-note", "another"))),
                reader("query", text -> verifying(rfc9421().target("https://relay.example/inbox?" + query(text)))),
                reader("pem", text -> quietly(() -> PemKeys.readPublic(text))),
                reader(
                        "pem block",
                        text -> quietly(() ->
                                PemKeys.readPublic("-----BEGIN PUBLIC KEY-----" + text + "-----END PUBLIC KEY-----"))),
                reader("private pem", text -> quietly(() -> PemKeys.readPrivate(text))),
                reader("did key", text -> quietly(() -> DidKeys.read("did:key:" + text))));
    }

    private static Named<Reader> reader(String name, Reader reader) {
        return Named.of(name, reader);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void work_grows_no_faster_than_the_text(Reader reader) {
        for (String shape : shapes()) {
            for (int length = SHORTEST; length <= LONGEST; length *= 2) {
                Runnable work = reader.apply(shape.repeat(length / shape.length()));
                assertThat(Work.allocatedBytes(work))
                        .as("%d characters of %s", length, shape)
                        .isLessThan(FIXED_BYTES + BYTES_PER_CHARACTER * length);
                assertThat(Work.cpuNanos(work))
                        .as("%d characters of %s", length, shape)
                        .isLessThan(MOST_NANOS);
            }
        }
    }

    @Test
    void work_grows_no_faster_than_the_number_of_fields() {
        StringBuilder covered = new StringBuilder("(request-target) host date digest");
        for (int i = 0; i < 50; i++) {
            covered.append(" x-").append(i);
        }
        for (int count = 1 << 8; count <= 1 << 14; count *= 2) {
            TestRequest request = TestRequest.post();
            List<Fields.Line> lines = new ArrayList<>(request.message().fields().lines());
            for (int i = 0; i < count; i++) {
                lines.add(new Fields.Line("X-" + i % 50, "a"));
            }
            lines.add(new Fields.Line("Signature", parameters("headers", covered.toString())));
            HttpMessage.Request message = request.message().withFields(new Fields(lines));

            Runnable work = verifying(message);

            assertThat(Work.allocatedBytes(work)).as("%d fields", count).isLessThan(FIXED_BYTES + 200L * count);
            assertThat(Work.cpuNanos(work)).as("%d fields", count).isLessThan(MOST_NANOS);
        }
    }

    private static List<String> shapes() {
        return List.of(
                "(",
                "()",
                "((a) ",
                ")",
                "\"",
                "\\",
                "\"\\\\",
                "\\\"",
                "a=\"",
                ",",
                ", ",
                ",,a",
                "a,",
                "a, ",
                "a=1,",
                "a=\"b\",",
                ";",
                ";a",
                ";a=1",
                ";a;b",
                "a;b=c, ",
                "=",
                "a=",
                " ",
                "\t",
                " ,",
                "a ",
                "\"a\" ",
                "%\"",
                "%c3%bc",
                "%",
                ":",
                ":AA==:",
                "a=:AA==:, ",
                "A",
                "1",
                "1.1, ",
                "-",
                "@1, ",
                "?1, ",
                "*",
                "z",
                "f",
                "&",
                "a=b&",
                "&a",
                ".",
                "SHA-256=",
                "sha-256=:AA==:,",
                "MIIB",
                "\n",
                "\\n",
                "-----",
                "-----BEGIN ",
                "-----BEGIN PUBLIC KEY-----",
                "-----END ",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n",
                "#",
                "z6Mk",
                "\u00e9",
                "\u0000");
    }

    private static TestRequest cavage() {
        return TestRequest.post().with("Signature", parameters("headers", "(request-target) host date digest"));
    }

    private static TestRequest rfc9421() {
        return TestRequest.post()
                .rfc9421(
                        "sig1",
                        "(\"@method\" \"@target-uri\" \"@query-param\";name=\"a\" \"content-digest\")"
                                + ";created=1788256802;keyid=\"" + TestKeys.KEY_ID + "\"",
                        "another");
    }

    private static String parameters(String name, String value) {
        return "keyId=\"" + TestKeys.KEY_ID + "\",algorithm=\"rsa-sha256\",signature=\"AAAA\"," + name + "=\"" + value
                + "\"";
    }

    /** As a query: what no URI can hold, and so no server hands over, is left out. */
    private static String query(String text) {
        return text.replaceAll("[^a-zA-Z0-9=&.,;:()*?@/-]", "");
    }

    private static Runnable verifying(TestRequest request) {
        return verifying(request.message());
    }

    private static Runnable verifying(HttpMessage.Request message) {
        RequestVerifier verifier = RequestVerifier.of(VerificationPolicy.FEDIVERSE, () -> TestRequest.NOW);
        // The key comes last: all of the request has been read by then.
        KeyResolution none = new KeyResolution.Missing(KeyResolution.Reason.NOT_FOUND, "no key in this test");
        return () -> {
            RequestVerifier.claimedKeyIds(message);
            verifier.verify(message, Body.of(TestRequest.BODY), (keyId, freshness) -> none);
        };
    }

    private static Runnable quietly(Reading reading) {
        return () -> {
            try {
                reading.read();
            } catch (StructuredFieldException | KeyFormatException e) {
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
            }
        };
    }
}
