package dev.linkspan.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.httpsignatures.SigningKey;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Case S-30 for documents: how many signed GETs a fetch sends, and in which scheme each is signed. */
class SecondFetchTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T09:00:00Z"));
    private static final SigningKey KEY = key();
    private static final URI ACTOR = URI.create("https://a.example/actor");
    private static final URI PAGE = URI.create("https://a.example/outbox?page=1");

    private final List<OutgoingRequest> sent = new ArrayList<>();
    private Function<OutgoingRequest, Exchange> server = request -> document();
    private KnockSettings settings = KnockSettings.defaults();
    private DoubleKnock knocks = knocks();

    static Stream<Arguments> answersAndFirstKnocks() {
        return Stream.of(SignatureScheme.values())
                .flatMap(scheme -> Stream.of(200, 204, 304, 400, 401, 403, 404, 406, 408, 410, 418, 429, 500, 503)
                        .map(status -> Arguments.of(status, scheme)));
    }

    @ParameterizedTest
    @MethodSource("answersAndFirstKnocks")
    void asks_in_the_other_scheme_only_after_400_and_401(int status, SignatureScheme first) {
        settings = settings.withFirstKnock(first);
        knocks = knocks();
        server = request -> sent.size() == 1 ? answer(status) : document();

        Fetched fetched = get(ACTOR);

        boolean again = status == 400 || status == 401;
        assertThat(schemes()).containsExactlyElementsOf(again ? List.of(first, other(first)) : List.of(first));
        assertThat(fetched instanceof Fetched.Document).isEqualTo(again);
        assertThat(knocks.remembered(ACTOR).map(Knock::scheme).stream())
                .containsExactlyElementsOf(again ? List.of(other(first)) : List.of());
    }

    @Test
    void asks_after_403_only_if_told_to() {
        settings = settings.withKnockOn403(true);
        knocks = knocks();
        server = request -> sent.size() == 1 ? answer(403) : document();

        assertThat(get(ACTOR)).isInstanceOf(Fetched.Document.class);
        assertThat(sent).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void does_not_ask_again_when_no_answer_came(Exchange.Failure failure) {
        server = request -> new Exchange.Failed(failure, "as scripted");

        assertThat(get(ACTOR)).isInstanceOf(Fetched.Unreachable.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void what_a_server_took_is_the_first_knock_of_the_next_fetch() {
        server = this::takesRfc9421Only;

        get(ACTOR);
        get(URI.create("https://a.example/notes/1"));

        assertThat(schemes()).containsExactly(SignatureScheme.CAVAGE, SignatureScheme.RFC9421, SignatureScheme.RFC9421);
    }

    @Test
    void a_server_that_changed_its_mind_is_followed() {
        knocks.taken(ACTOR, knocks.other(knocks.first(ACTOR)));
        server = request -> isRfc9421(request) ? answer(401) : document();

        get(ACTOR);
        get(ACTOR);

        assertThat(schemes()).containsExactly(SignatureScheme.RFC9421, SignatureScheme.CAVAGE, SignatureScheme.CAVAGE);
    }

    @Test
    void both_refusals_are_told_and_nothing_is_learnt() {
        server = request -> isRfc9421(request) ? answer(400) : answer(401);

        assertThat(get(ACTOR)).isEqualTo(new Fetched.Refused(401, "401 with cavage, 400 with RFC 9421"));
        assertThat(knocks.remembered(ACTOR)).isEmpty();
    }

    @Test
    void a_second_answer_that_is_no_document_teaches_nothing() {
        server = request -> isRfc9421(request)
                ? new Exchange.Answered(200, Fields.of("Content-Type", "text/html"), Body.of("<p>hello</p>"))
                : answer(400);

        assertThat(get(ACTOR)).isInstanceOf(Fetched.Refused.class);
        assertThat(knocks.remembered(ACTOR)).isEmpty();
    }

    @Test
    void a_redirected_request_has_no_second_knock() {
        URI target = URI.create("https://b.example/actor");
        server = request -> request.uri().equals(ACTOR) ? redirect(target) : answer(401);

        assertThat(get(ACTOR))
                .isInstanceOfSatisfying(
                        Fetched.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(401));
        assertThat(sent).extracting(OutgoingRequest::uri).containsExactly(ACTOR, target);
    }

    @Test
    void a_redirect_that_answers_a_second_knock_is_followed_without_another() {
        URI target = URI.create("https://b.example/actor");
        server = request -> {
            if (request.uri().equals(target)) {
                return answer(401);
            }
            return isRfc9421(request) ? redirect(target) : answer(401);
        };

        get(ACTOR);

        assertThat(sent).extracting(OutgoingRequest::uri).containsExactly(ACTOR, ACTOR, target);
        assertThat(schemes()).containsExactly(SignatureScheme.CAVAGE, SignatureScheme.RFC9421, SignatureScheme.CAVAGE);
    }

    @Test
    void a_page_of_a_server_that_takes_only_rfc9421_is_reached_and_learnt_from() {
        server = this::takesRfc9421Only;

        assertThat(get(PAGE)).isInstanceOf(Fetched.Document.class);
        assertThat(get(PAGE)).isInstanceOf(Fetched.Document.class);

        assertThat(schemes()).containsExactly(SignatureScheme.CAVAGE, SignatureScheme.RFC9421, SignatureScheme.RFC9421);
        assertThat(sent).extracting(OutgoingRequest::uri).containsOnly(PAGE);
    }

    @Test
    void the_unsigned_query_is_the_last_of_three_knocks() {
        server = request -> sent.size() < 3 ? answer(401) : document();

        assertThat(get(PAGE)).isInstanceOf(Fetched.Document.class);

        assertThat(schemes()).containsExactly(SignatureScheme.CAVAGE, SignatureScheme.RFC9421, SignatureScheme.CAVAGE);
        assertThat(sent).extracting(OutgoingRequest::uri).containsOnly(PAGE);
        assertThat(knocks.remembered(PAGE)).isEmpty();
    }

    @Test
    void no_server_gets_more_than_three_knocks_for_a_query() {
        for (SignatureScheme first : SignatureScheme.values()) {
            settings = settings.withFirstKnock(first);
            knocks = knocks();
            sent.clear();
            server = request -> answer(401);

            assertThat(get(PAGE))
                    .isInstanceOfSatisfying(
                            Fetched.Refused.class,
                            refused -> assertThat(refused.detail()).endsWith(", 401 without its query"));

            assertThat(schemes()).containsExactly(first, other(first), SignatureScheme.CAVAGE);
        }
    }

    @Test
    void a_redirected_page_is_asked_for_with_the_unsigned_query_only() {
        server = request -> request.uri().equals(ACTOR) ? redirect(PAGE) : answer(401);

        get(ACTOR);

        assertThat(sent).extracting(OutgoingRequest::uri).containsExactly(ACTOR, PAGE, PAGE);
        assertThat(schemes()).containsExactly(SignatureScheme.CAVAGE, SignatureScheme.CAVAGE, SignatureScheme.CAVAGE);
    }

    @Test
    void a_refused_rfc9421_signature_over_a_query_is_tried_in_cavage() {
        settings = settings.withFirstKnock(SignatureScheme.RFC9421);
        knocks = knocks();
        server = request -> isRfc9421(request) ? answer(401) : document();

        assertThat(get(URI.create("https://a.example/?author=1"))).isInstanceOf(Fetched.Document.class);
        assertThat(sent).hasSize(2);
    }

    private Fetched get(URI uri) {
        Transport transport = new Transport() {
            @Override
            public CompletableFuture<Exchange> send(OutgoingRequest request) {
                sent.add(request);
                return CompletableFuture.completedFuture(server.apply(request));
            }

            @Override
            public void close() {}
        };
        return new SigningDocumentClient(
                        new DocumentRequests(transport, AddressGuard.publicOnly()),
                        knocks,
                        server -> KEY,
                        CLOCK,
                        Duration.ofSeconds(20))
                .get(uri);
    }

    private Exchange takesRfc9421Only(OutgoingRequest request) {
        return isRfc9421(request) ? document() : answer(401);
    }

    /** The schemes of what was sent, in order; each request has exactly one. */
    private List<SignatureScheme> schemes() {
        List<SignatureScheme> schemes = new ArrayList<>();
        for (OutgoingRequest request : sent) {
            assertThat(request.fields().all("Signature")).hasSize(1);
            assertThat(request.fields().first("Signature").orElseThrow().startsWith("keyId="))
                    .isNotEqualTo(isRfc9421(request));
            schemes.add(isRfc9421(request) ? SignatureScheme.RFC9421 : SignatureScheme.CAVAGE);
        }
        return schemes;
    }

    private DoubleKnock knocks() {
        return DoubleKnock.standard(settings, CLOCK);
    }

    private static boolean isRfc9421(OutgoingRequest request) {
        return request.fields().contains("Signature-Input");
    }

    private static SignatureScheme other(SignatureScheme scheme) {
        return scheme == SignatureScheme.CAVAGE ? SignatureScheme.RFC9421 : SignatureScheme.CAVAGE;
    }

    private static Exchange document() {
        return new Exchange.Answered(200, Fields.of("Content-Type", "application/activity+json"), Body.of("{}"));
    }

    private static Exchange answer(int status) {
        return new Exchange.Answered(status, Fields.none(), Body.none());
    }

    private static Exchange redirect(URI target) {
        return new Exchange.Answered(302, Fields.of("Location", target.toString()), Body.none());
    }

    private static SigningKey key() {
        try {
            return new SigningKey(
                    "https://relay.example/actor#main-key",
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
