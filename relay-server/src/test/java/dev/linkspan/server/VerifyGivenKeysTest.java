package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code linkspan verify --key} with several keys, and JSON that is none: which key it was, and what is wrong. */
class VerifyGivenKeysTest {

    private static final KeyPair OTHER = KeyPairs.ed25519();

    @TempDir
    Path folder;

    private String request;

    @BeforeEach
    void write() throws IOException {
        request = file("request", SignedRequest.cavage());
    }

    @Test
    void each_block_of_a_pem_file_is_tried_and_the_one_that_fits_is_named() throws IOException {
        String ring = file(
                "ring.pem",
                PemKeys.write(OTHER.getPublic())
                        + SignedRequest.pem()
                        + PemKeys.write(KeyPairs.p256().getPublic()));

        Cli run = verify(request, "--key", ring);

        assertThat(run.out())
                .contains("VERIFIED: signed with " + SignedRequest.KEY_ID)
                .contains(SignedRequest.KEY_ID + " is taken from " + ring + ", key 2 of 3");
        assertThat(run.exit()).isZero();
    }

    @Test
    void the_file_that_fits_is_named_among_several() throws IOException {
        String wrong = file("wrong.pem", PemKeys.write(OTHER.getPublic()));
        String right = file("right.pem", SignedRequest.pem());

        Cli text = verify(request, "--key", wrong, "--key", right);
        Cli json = verify(request, "--key", wrong, "--key", right, "--json");

        assertThat(text.out()).contains(" is taken from " + right + "\n").doesNotContain(wrong);
        JsonObject use = ((JsonText.Result.Document)
                        JsonText.parse(Body.of(json.out().strip())))
                .object()
                .getJsonArray("givenKeys")
                .getJsonObject(0);
        assertThat(use.getString("keyId")).isEqualTo(SignedRequest.KEY_ID);
        assertThat(use.getString("file")).isEqualTo(right);
        assertThat(use.getInt("number")).isEqualTo(1);
        assertThat(use.getInt("of")).isEqualTo(1);
    }

    @Test
    void a_key_of_an_actor_document_is_named_by_its_place_too() throws IOException {
        String actor =
                file("actor.json", SignedRequest.actor(SignedRequest.ACTOR, SignedRequest.KEY_ID, SignedRequest.PAIR));

        assertThat(verify(request, "--key", actor).out()).contains(SignedRequest.KEY_ID + " is taken from " + actor);
    }

    @Test
    void no_key_is_named_where_none_answers() throws IOException {
        String actor = file("actor.json", SignedRequest.actor("https://b.example/u", "https://b.example/u#k", OTHER));

        assertThat(verify(request, "--key", actor).out()).doesNotContain("is taken from");
    }

    @Test
    void a_body_or_key_that_is_no_json_is_told_in_our_words() throws IOException {
        String key = file("key.pem", SignedRequest.pem());
        String[][] cases = {
            {"{\"type\":\"Create\",}", "the body is no JSON near line 1, column "},
            {"{\"type\":\"Create\",\"type\":\"Delete\"}", "at /type: the member type stands there more than once"},
            {"{\"a\":" + "[".repeat(100), "the body has more than 64 arrays and objects inside each other"},
            {"<html>", "the body is no JSON: it begins as HTML or XML do"},
        };
        for (String[] one : cases) {
            String broken = file("broken", "POST /inbox HTTP/1.1\r\nHost: relay.example\r\n\r\n" + one[0]);

            assertThat(verify(broken, "--key", key).out()).contains(one[1]).doesNotContainIgnoringCase("token");
        }

        assertThat(verify(request, "--key", file("bad.json", "{\"id\":}")).err())
                .contains("bad.json looks like JSON, but it is no JSON near line 1");
        assertThat(Cli.run("canonicalize", "--jcs", file("c.json", "{\"a\":1,\n \"b\":}"))
                        .err())
                .contains("c.json: malformed_json: it is no JSON near line 2");
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static Cli verify(String request, String... more) {
        String[] words = new String[more.length + 5];
        System.arraycopy(new String[] {"verify", "--request", request, "--at", SignedRequest.AT}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        return Cli.run(words);
    }
}
