package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.KeyPairs;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.jsonld.Canonicalization.Canonical;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.proof.ObjectIntegrityProofs;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Hashtag;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Question;
import dev.linkspan.vocab.Tombstone;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mastodon before 4.5.10 hashes a signed document as one graph, {@code RDF::Graph.new << JSON::LD::API.toRdf(json)}, in which
 * statements lose the names of their graphs: it must be the same as what we signed.
 */
class DocumentSignaturesTest {

    private static final String ALICE = "https://one.example/users/alice";
    private static final String NOTE = "https://one.example/notes/1";
    private static final Pattern NAMED =
            Pattern.compile("(\\S+ \\S+ (?:\"(?:[^\"\\\\]|\\\\.)*\"\\S*|\\S+)) (?:<[^>]*>|_:\\S+) \\.");

    private final InProcessNetwork network = new InProcessNetwork();
    private final FederationRig rig = FederationRig.of(network, "one.example", "alice");
    private final Canonicalizer canonicalizer = new Canonicalizer();

    @AfterEach
    void stop() {
        rig.close();
        network.close();
    }

    static Stream<Activity> sent() {
        return Stream.of(
                Create.builder().object(note("Hello")).to(Public.URI).build(),
                Create.builder()
                        .object(Question.builder()
                                .id(NOTE)
                                .attributedTo(ALICE)
                                .content("Which?")
                                .oneOf(choice("This"), choice("That"))
                                .votersCount(0)
                                .to(Public.URI)
                                .build())
                        .to(Public.URI)
                        .build(),
                Update.builder().object(note("Bye")).to(Public.URI).build(),
                Update.builder()
                        .object(Person.builder()
                                .id(ALICE)
                                .name("Alice")
                                .manuallyApprovesFollowers(true)
                                .build())
                        .to(Public.URI)
                        .build(),
                Announce.builder()
                        .object("https://two.example/notes/1")
                        .to(Public.URI)
                        .build(),
                Delete.builder()
                        .object(Tombstone.builder().id(NOTE).build())
                        .to(Public.URI)
                        .build(),
                Undo.builder()
                        .object(Announce.builder()
                                .actor(ALICE)
                                .object("https://two.example/notes/1")
                                .build())
                        .to(Public.URI)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("sent")
    void what_is_signed_has_the_same_hash_for_those_who_lose_the_names_of_graphs(Activity activity) {
        JsonObject signed =
                rig.federation.account("alice").send(activity).activity().json();

        assertThat(signed).containsKey("signature");
        assertThat(hashOfOneGraph(signed)).isEqualTo(canonical(signed).sha256Hex());
    }

    @Test
    void a_document_with_a_proof_would_have_another() {
        JsonObject plain = JsonText.object(note("Hello").json())
                .add(
                        "@context",
                        JsonText.array()
                                .add("https://www.w3.org/ns/activitystreams")
                                .add("https://w3id.org/security/data-integrity/v2"))
                .build();
        SigningKey key =
                new SigningKey(ALICE + "#ed25519-key", KeyPairs.ed25519().getPrivate());

        JsonObject proven = new ObjectIntegrityProofs().sign(plain, key, Instant.parse("2026-11-22T02:00:00Z"));

        assertThat(hashOfOneGraph(plain)).isEqualTo(canonical(plain).sha256Hex());
        assertThat(hashOfOneGraph(proven)).isNotEqualTo(canonical(proven).sha256Hex());
    }

    private Canonical canonical(JsonObject signed) {
        JsonObject document = JsonText.object(signed).remove("signature").build();
        return (Canonical) canonicalizer.canonicalize(document);
    }

    private String hashOfOneGraph(JsonObject signed) {
        List<String> lines = canonical(signed)
                .nQuads()
                .lines()
                .map(line -> NAMED.matcher(line).replaceFirst("$1 ."))
                .toList();
        return Canonical.of(String.join("\n", lines) + "\n").sha256Hex();
    }

    private static Note note(String content) {
        return Note.builder()
                .id(NOTE)
                .attributedTo(ALICE)
                .content(content)
                .sensitive(true)
                .tag(Hashtag.builder().name("#this").build())
                .to(Public.URI)
                .cc(ALICE + "/followers")
                .build();
    }

    private static Note choice(String name) {
        return Note.builder().name(name).build();
    }
}
