package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Requests that other implementations sent ({@code vectors/captures/captures.json}) and our own vectors: each verifies
 * at its time, and no change to what it covers does.
 */
class CapturesTest {

    private static final Instant OWN_TIME = Instant.parse("2026-09-01T10:00:02Z");

    /** One recorded request. */
    private record Capture(
            String name, HttpMessage.Request message, Body body, Instant receivedAt, VerificationKey key) {

        Verdict verify() {
            return Agreement.verify(VerificationPolicy.FEDIVERSE, receivedAt, message, body, TestKeys.knowing(key));
        }

        Capture with(HttpMessage.Request other) {
            return new Capture(name, other, body, receivedAt, key);
        }

        Capture with(Body other) {
            return new Capture(name, message, other, receivedAt, key);
        }

        Capture with(VerificationKey other) {
            return new Capture(name, message, body, receivedAt, other);
        }

        Capture at(Instant other) {
            return new Capture(name, message, body, other, key);
        }
    }

    @Test
    void verifies_every_signed_request_at_its_time() {
        for (Capture capture : captures()) {
            assertThat(capture.verify()).as(capture.name()).isInstanceOf(Verdict.Valid.class);
        }
    }

    @Test
    void refuses_every_change_to_what_is_covered() {
        for (Capture capture : captures()) {
            mutations(capture)
                    .forEach((change, mutated) -> assertThat(mutated.verify())
                            .as(capture.name() + " " + change)
                            .isInstanceOf(Verdict.Invalid.class));
        }
    }

    @Test
    void finds_no_signature_on_requests_that_carry_their_proof_in_the_document() {
        for (Capture capture : captures()) {
            Capture unsigned = capture.with(without(without(capture.message(), "signature-input"), "signature"));

            assertThat(unsigned.verify())
                    .as(capture.name())
                    .isInstanceOfSatisfying(
                            Verdict.Invalid.class,
                            invalid -> assertThat(invalid.reason()).isEqualTo(Verdict.Reason.SIGNATURE_MISSING));
        }
    }

    @Test
    void knows_each_mechanism_that_was_recorded() {
        List<String> names = captures().stream().map(Capture::name).toList();

        assertThat(names).contains("http-cavage-post.json", "http-rfc9421-post.json");
        if (Vectors.sharedFile("captures/captures.json").isPresent()) {
            for (String document : List.of("", "+ld", "+proof", "+ld+proof")) {
                assertThat(names)
                        .contains("fedify/create_note/cavage" + document, "fedify/create_note/rfc9421" + document);
            }
        }
    }

    private static Map<String, Capture> mutations(Capture capture) {
        HttpMessage.Request message = capture.message();
        Verdict.Valid valid = (Verdict.Valid) capture.verify();
        Map<String, Capture> mutations = new LinkedHashMap<>();
        int length = capture.body().length();
        for (int at : new int[] {0, length / 2, length - 1}) {
            byte[] body = capture.body().bytes().clone();
            body[at] ^= 1;
            mutations.put("body byte " + at, capture.with(Body.of(body)));
        }
        mutations.put(
                "body longer", capture.with(Body.of(Arrays.copyOf(capture.body().bytes(), length + 1))));
        mutations.put(
                "body shorter",
                capture.with(Body.of(Arrays.copyOf(capture.body().bytes(), length - 1))));
        mutations.put("no body", capture.with(Body.none()));
        mutations.put("two hours later", capture.at(capture.receivedAt().plusSeconds(7200)));
        mutations.put("two hours earlier", capture.at(capture.receivedAt().minusSeconds(7200)));
        mutations.put(
                "path", capture.with(new HttpMessage.Request(message.method(), changed(message), message.fields())));
        for (String method : List.of("PUT", "GET", "DELETE")) {
            mutations.put(
                    "method " + method,
                    capture.with(new HttpMessage.Request(method, message.targetUri(), message.fields())));
        }
        URI elsewhere = URI.create("https://elsewhere.example" + message.requestTarget());
        mutations.put("host", capture.with(new HttpMessage.Request(message.method(), elsewhere, message.fields())));
        for (String name : valid.covered()) {
            if (message.fields().contains(name)) {
                mutations.put("field " + name, capture.with(changed(message, name)));
                mutations.put("without " + name, capture.with(without(message, name)));
                mutations.put(
                        "twice " + name,
                        capture.with(message.withFields(message.fields()
                                .with(name, message.fields().first(name).orElseThrow()))));
            }
        }
        mutations.put(
                "other key",
                capture.with(new VerificationKey(
                        capture.key().keyId(),
                        TestKeys.rfcRsaPublic(),
                        capture.key().controller())));
        mutations.put("signature", capture.with(changed(message, "signature")));
        return mutations;
    }

    private static URI changed(HttpMessage.Request message) {
        return URI.create(message.targetUri() + "x");
    }

    private static HttpMessage.Request without(HttpMessage.Request message, String name) {
        List<Fields.Line> lines = new ArrayList<>(message.fields().lines());
        lines.removeIf(line -> line.name().equalsIgnoreCase(name));
        return message.withFields(new Fields(lines));
    }

    /** One character in the middle of the field's value becomes another one. */
    private static HttpMessage.Request changed(HttpMessage.Request message, String name) {
        List<Fields.Line> lines = new ArrayList<>();
        for (Fields.Line line : message.fields().lines()) {
            boolean hit = line.name().equalsIgnoreCase(name);
            lines.add(hit ? new Fields.Line(line.name(), changed(line.value())) : line);
        }
        return new HttpMessage.Request(message.method(), message.targetUri(), new Fields(lines));
    }

    private static String changed(String value) {
        int at = value.length() * 2 / 3;
        return value.substring(0, at) + (value.charAt(at) == '1' ? '2' : '1') + value.substring(at + 1);
    }

    private static List<Capture> captures() {
        List<Capture> captures = new ArrayList<>();
        captures.add(own("http-cavage-post.json"));
        captures.add(own("http-rfc9421-post.json"));
        Vectors.sharedJson("captures/captures.json").ifPresent(shared -> {
            for (JsonObject capture : shared.getJsonArray("captures").getValuesAs(JsonObject.class)) {
                HttpMessage.Request message = message(capture);
                if (message.fields().contains("Signature")) {
                    captures.add(new Capture(
                            capture.getString("name"),
                            message,
                            Body.of(Base64.getDecoder().decode(capture.getString("body_base64"))),
                            Instant.ofEpochMilli(
                                    capture.getJsonNumber("received_at_ms").longValueExact()),
                            key(shared.getJsonObject("actors"), message)));
                }
            }
            assertThat(captures).hasSizeGreaterThan(2);
        });
        return captures;
    }

    private static Capture own(String name) {
        List<Fields.Line> lines = new ArrayList<>();
        JsonObject headers = Vectors.ownJson(name).getJsonObject("headers");
        headers.keySet().forEach(field -> lines.add(new Fields.Line(field, headers.getString(field))));
        return new Capture(
                name,
                new HttpMessage.Request("POST", URI.create("https://receiver.example/inbox"), new Fields(lines)),
                Body.of(Vectors.own("ld-plain.json")),
                OWN_TIME,
                TestKeys.rsa());
    }

    private static HttpMessage.Request message(JsonObject capture) {
        List<String> raw = capture.getJsonArray("rawHeaders").getValuesAs(JsonString::getString);
        Fields fields = Fields.of(raw.toArray(String[]::new));
        String host = fields.first("host").orElseThrow();
        return new HttpMessage.Request(
                capture.getString("method"), URI.create("http://" + host + capture.getString("path")), fields);
    }

    private static VerificationKey key(JsonObject actors, HttpMessage.Request message) {
        String keyId = RequestVerifier.claimedKeyIds(message).get(0);
        Optional<JsonObject> owner = actors.values().stream()
                .map(actor -> actor.asJsonObject().getJsonObject("publicKey"))
                .filter(key -> key.getString("id").equals(keyId))
                .findFirst();
        JsonObject key = owner.orElseThrow();
        return new VerificationKey(keyId, TestKeys.publicKey(key.getString("publicKeyPem")), key.getString("owner"));
    }
}
