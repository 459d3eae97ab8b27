package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyFingerprint;
import dev.linkspan.httpsignatures.Multikeys;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code linkspan verify}: the sentence that somebody who asks "why 401?" needs, and the exit code for scripts. */
class VerifyCommandTest {

    @TempDir
    Path folder;

    @Test
    void a_good_request_is_verified_with_a_key_in_any_form() {
        for (String key : List.of(
                SignedRequest.pem(),
                PemKeys.write(SignedRequest.PAIR.getPrivate()),
                Multikeys.write(SignedRequest.PAIR.getPublic()),
                SignedRequest.actor(SignedRequest.ACTOR, SignedRequest.KEY_ID, SignedRequest.PAIR))) {
            for (String request : List.of(SignedRequest.cavage(), SignedRequest.rfc9421())) {
                Cli run = verify(request, key);

                assertThat(run.out()).contains("VERIFIED: signed with " + SignedRequest.KEY_ID);
                assertThat(run.out()).doesNotContain("NOT VERIFIED").doesNotContain("Likely cause");
                assertThat(run.out()).contains("202").contains("accepted");
                assertThat(run.exit()).isZero();
            }
        }
    }

    @Test
    void whose_the_key_is_is_known_from_an_actor_document_and_assumed_from_a_bare_key() {
        assertThat(verify(SignedRequest.cavage(), SignedRequest.pem()).out())
                .contains("if the given key is that actor's");
        assertThat(verify(
                                SignedRequest.cavage(),
                                SignedRequest.actor(SignedRequest.ACTOR, SignedRequest.KEY_ID, SignedRequest.PAIR))
                        .out())
                .doesNotContain("if the given key");
    }

    @Test
    void the_signature_base_is_shown_line_by_line() {
        assertThat(verify(SignedRequest.cavage(), SignedRequest.pem()).out())
                .contains("  | (request-target): post /inbox\n  | host: relay.example\n  | date: Tue, 01 Sep 2026");
    }

    @Test
    void no_signature() {
        refused(SignedRequest.cavage().replaceAll("Signature: .*\r\n", ""), "the request has no Signature field");
    }

    @Test
    void a_signature_that_does_not_parse() {
        refused(SignedRequest.cavage().replace("keyId=", "keyid2="), "Signature has no keyId");
    }

    @Test
    void a_host_that_a_proxy_rewrote() {
        refused(
                SignedRequest.cavage()
                        .replace("Host: relay.example", "Host: 127.0.0.1:8080\r\nX-Forwarded-Host: relay.example"),
                "verifies if Host is relay.example: a proxy rewrote Host");
    }

    @Test
    void a_host_that_is_not_the_one_asked_for() {
        Cli run = verify(SignedRequest.cavage(), SignedRequest.pem(), "--target", "https://other.example/inbox");

        assertThat(run.out()).contains("Host is \"relay.example\", but this is \"other.example\"");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void a_path_that_a_proxy_rewrote() {
        refused(
                SignedRequest.cavage()
                        .replace("POST /inbox HTTP/1.1\r\n", "POST /app/inbox HTTP/1.1\r\nX-Original-URI: /inbox\r\n"),
                "verifies if the target is /inbox: a proxy or a redirect changed the path");
    }

    @Test
    void a_body_that_was_written_anew() {
        refused(
                SignedRequest.cavage()
                        .replace(SignedRequest.BODY, SignedRequest.BODY.replace("\":\"", "\": \""))
                        .replaceAll("Content-Length: .*\r\n", ""),
                "verifies if the body is written without white space");
    }

    @Test
    void a_body_that_was_cut_off() {
        String request = SignedRequest.cavage();

        refused(
                request.substring(0, request.length() - 20),
                "the body has " + (SignedRequest.BODY.length() - 20) + " of " + SignedRequest.BODY.length() + " bytes");
    }

    @Test
    void a_body_of_somebody_else() {
        refused(SignedRequest.cavage().replace("Create", "Delete"), "digest says SHA-256");
    }

    @Test
    void a_request_of_yesterday() {
        Cli run = verify(SignedRequest.cavage(), SignedRequest.pem(), "--at", "2026-09-02T10:00:02Z");

        assertThat(run.out()).contains("86400 s before our clock's 2026-09-02T10:00:02Z");
        assertThat(run.out()).contains("verifies if the clock says " + SignedRequest.AT);
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void a_date_that_a_proxy_rewrote() {
        refused(
                SignedRequest.cavage().replace("10:00:02 GMT", "10:00:05 GMT"),
                "verifies if Date is Tue, 01 Sep 2026 10:00:02 GMT");
    }

    @Test
    void a_method_that_a_redirect_changed() {
        refused(
                SignedRequest.cavage().replace("POST /inbox", "PUT /inbox"),
                "verifies if the method is POST: a redirect or a proxy changed the method");
    }

    @Test
    void a_key_of_another_actor() {
        String other = "https://b.example/u";
        Path wrong = file("wrong", SignedRequest.actor(SignedRequest.ACTOR, SignedRequest.KEY_ID, SignedRequest.OTHER));
        Path right = file("right", SignedRequest.actor(other, other + "#k", SignedRequest.PAIR));

        Cli run = Cli.run(
                "verify",
                "--request",
                file("request", SignedRequest.cavage()).toString(),
                "--key",
                wrong.toString(),
                "--key",
                right.toString(),
                "--at",
                SignedRequest.AT);

        assertThat(run.out()).contains("verifies if the key is https://b.example/u#k of https://b.example/u");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void a_key_id_that_the_actor_does_not_list() {
        Cli run = verify(
                SignedRequest.cavage(),
                SignedRequest.actor(SignedRequest.ACTOR, SignedRequest.ACTOR + "#key-2", SignedRequest.PAIR));

        assertThat(run.out())
                .contains("none of the given keys has the id https://origin.example/users/a#main-key"
                        + " (there are: https://origin.example/users/a#key-2)");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void a_signer_who_is_not_the_actor_of_the_body() {
        String foreign = SignedRequest.BODY.replace("origin.example/users/a", "victim.example/users/v");

        refused(
                SignedRequest.signed(RequestSigner.cavage(), "https://relay.example/inbox", foreign),
                "the request is by https://origin.example/users/a, if the given key is that actor's, the body by"
                        + " https://victim.example/users/v; nothing in the body proves that its actor made it");
    }

    @Test
    void a_digest_that_the_signature_does_not_cover() {
        refused(SignedRequest.cavage().replace(" host date digest\"", " host date\""), "(expected also: digest)");
    }

    @Test
    void a_field_that_a_proxy_took_away() {
        refused(
                SignedRequest.cavage().replaceAll("\r\nHost: .*\r\n", "\r\n"),
                "the request has no Host",
                "the signature covers the field \"host\", which is not in the message");
    }

    @Test
    void a_key_that_nobody_may_fetch() {
        Cli run = Cli.run(
                "verify",
                "--offline",
                "--request",
                file("request", SignedRequest.cavage()).toString());

        assertThat(run.out()).contains("no key was given for " + SignedRequest.KEY_ID);
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void a_key_on_this_machine_is_not_fetched_unasked() {
        String request =
                SignedRequest.cavage().replace("https://origin.example/users/a#main-key", "http://127.0.0.1:9/k");

        Cli run = Cli.run("verify", "--request", file("request", request).toString());

        assertThat(run.out()).contains("http://127.0.0.1:9/k: scheme: http (expected: https)");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void all_faults_are_told_at_once() {
        Cli run = verify(
                SignedRequest.cavage()
                        .replace("Create", "Delete")
                        .replace("Host: relay.example", "Host: 127.0.0.1:8080\r\nX-Forwarded-Host: relay.example"),
                SignedRequest.pem(),
                "--at",
                "2026-09-02T10:00:02Z");

        assertThat(run.out())
                .contains("86400 s before our clock")
                .contains("digest says SHA-256")
                .contains("a proxy rewrote Host");
    }

    @Test
    void input_that_is_no_request_is_refused_in_one_sentence() {
        unusable("", "there is no request");
        unusable("HTTP/1.1 200 OK\r\n\r\n", "this is a response");
        unusable("hello\r\n\r\n", "the first line is no request line: \"hello\"");
        unusable("POST /inbox HTTP/1.1\r\nno colon here\r\n\r\n", "line 2 is no field: \"no colon here\"");
        unusable("POST /in|box HTTP/1.1\r\nHost: a.example\r\n\r\n", "is no valid URI");
        unusable("OPTIONS * HTTP/1.1\r\nHost: a.example\r\n\r\n", "the request target is \"*\"");
        unusable(":path: /inbox\r\n\r\n", "the request has no :method");
    }

    @Test
    void the_wrong_key_file() throws GeneralSecurityException {
        KeyPair other = KeyPairGenerator.getInstance("RSA").generateKeyPair();

        Cli run = verify(SignedRequest.cavage(), PemKeys.write(other.getPublic()));

        assertThat(run.out())
                .contains("no signature of this key (fingerprint " + KeyFingerprint.of(other.getPublic()) + ")")
                .contains("probably another key signed");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void a_key_of_another_kind_than_stated() throws GeneralSecurityException {
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        Cli run = verify(SignedRequest.cavage(), PemKeys.write(other.getPublic()));

        assertThat(run.out()).contains("stated rsa-sha256; with this key, Ed25519, verified as ed25519");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void an_instant_that_is_none_is_refused_in_one_sentence() {
        Cli run = verify(SignedRequest.cavage(), SignedRequest.pem(), "--at", "yesterday");

        assertThat(run.err())
                .contains("'yesterday' (expected: as in 2026-09-01T10:00:02Z)")
                .hasLineCount(2);
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void files_that_are_not_there_or_no_keys_are_refused_in_one_sentence() {
        Cli missing = Cli.run("verify", "--request", folder.resolve("none").toString());
        Cli noKey = verify(SignedRequest.cavage(), "hello");

        assertThat(missing.err()).contains("cannot be read (expected: a file, or - for standard input)");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(noKey.err()).contains("holds no usable key");
        assertThat(noKey.exit()).isEqualTo(2);
    }

    @Test
    void recordings_that_an_editor_saved_are_read_and_noted() {
        Cli run = verify(SignedRequest.cavage().replace("\r\n", "\n") + "\n", SignedRequest.pem());

        assertThat(run.out()).contains("lines end with LF instead of CR LF");
        assertThat(run.out()).contains("the last 1 bytes are left out");
        assertThat(run.exit()).isZero();
    }

    @Test
    void chunks_folds_and_http_2_are_read_and_noted() {
        String body = SignedRequest.BODY;
        String chunked = SignedRequest.cavage()
                .replaceAll("Content-Length: .*\r\n", "Transfer-Encoding: chunked\r\n")
                .replace(
                        body,
                        "5;x=y\r\n" + body.substring(0, 5) + "\r\n" + Integer.toHexString(body.length() - 5) + "\r\n"
                                + body.substring(5) + "\r\n0\r\n\r\n");
        String folded = SignedRequest.cavage().replace("Signature: ", "Signature:\r\n ");
        String http2 = SignedRequest.cavage()
                .replace("POST /inbox HTTP/1.1\r\n", ":method: POST\r\n:scheme: https\r\n:path: /inbox\r\n")
                .replace("Host: relay.example", ":authority: relay.example");
        String absolute = SignedRequest.cavage().replace("POST /inbox", "POST https://relay.example/inbox");

        assertThat(verify(chunked, SignedRequest.pem()).out())
                .contains("\nVERIFIED")
                .contains("the body came in chunks");
        assertThat(verify(folded, SignedRequest.pem()).out())
                .contains("\nVERIFIED")
                .contains("goes on in line");
        assertThat(verify(http2, SignedRequest.pem()).out())
                .contains("\nVERIFIED")
                .contains("taken from :authority");
        assertThat(verify(absolute, SignedRequest.pem()).out()).contains("\nVERIFIED");
    }

    @Test
    void json_tells_the_same() {
        JsonObject good = json(verify(SignedRequest.rfc9421(), SignedRequest.pem(), "--json"));
        JsonObject bad =
                json(verify(SignedRequest.cavage().replace("Create", "Delete"), SignedRequest.pem(), "--json"));

        assertThat(good.getBoolean("verified")).isTrue();
        assertThat(good.getJsonObject("httpSignature").getString("verdict")).isEqualTo("valid");
        assertThat(good.getJsonObject("inbox").getInt("status")).isEqualTo(202);
        assertThat(bad.getBoolean("verified")).isFalse();
        assertThat(bad.getJsonObject("httpSignature").getString("reason")).isEqualTo("digest_mismatch");
        assertThat(bad.getJsonObject("inbox").getString("code")).isEqualTo("digest_mismatch");
        assertThat(bad.getJsonObject("inbox").getInt("status")).isEqualTo(401);
    }

    private void refused(String request, String... sentences) {
        Cli run = verify(request, SignedRequest.pem());

        assertThat(run.out()).contains(sentences).contains("NOT VERIFIED: ");
        assertThat(run.exit()).isEqualTo(1);
    }

    private void unusable(String request, String sentence) {
        Cli run = verify(request, SignedRequest.pem());

        assertThat(run.err()).contains(sentence);
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(2);
    }

    private Cli verify(String request, String key, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "verify",
                "--request",
                file("request", request).toString(),
                "--key",
                file("key", key).toString()));
        if (!List.of(more).contains("--at")) {
            words.addAll(List.of("--at", SignedRequest.AT));
        }
        words.addAll(List.of(more));
        return Cli.run(words.toArray(String[]::new));
    }

    private static JsonObject json(Cli run) {
        return ((JsonText.Result.Document) JsonText.parse(Body.of(run.out().strip()))).object();
    }

    private Path file(String name, String content) {
        try {
            return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
