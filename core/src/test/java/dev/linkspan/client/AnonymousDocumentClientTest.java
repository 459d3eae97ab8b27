package dev.linkspan.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Fetches by who has no actor: as any other fetch, but for the signature. */
class AnonymousDocumentClientTest {

    private static final URI ACTOR = URI.create("https://a.example/actor");
    private static final Body DOCUMENT = Body.of("{}");

    private final List<OutgoingRequest> requests = new ArrayList<>();
    private final Map<URI, Exchange> web = new HashMap<>();
    private final DocumentClient client = DocumentClient.anonymous(new MapTransport(), AddressGuard.publicOnly());

    @Test
    void asks_for_a_document_and_says_nothing_of_itself() {
        web.put(ACTOR, document());

        assertThat(client.get(URI.create(ACTOR + "#main-key"))).isEqualTo(new Fetched.Document(ACTOR, DOCUMENT));

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.uri()).isEqualTo(ACTOR);
            assertThat(request.fields().lines()).extracting(Fields.Line::name).containsExactly("Accept");
        });
    }

    @Test
    void follows_a_redirect_but_not_to_where_the_guard_forbids() {
        URI moved = URI.create("https://b.example/actor");
        web.put(ACTOR, redirect(moved.toString()));
        web.put(moved, document());
        URI lured = URI.create("https://a.example/lure");
        web.put(lured, redirect("https://127.0.0.1/secret"));

        assertThat(client.get(ACTOR)).isEqualTo(new Fetched.Document(moved, DOCUMENT));
        requests.clear();
        assertThat(client.get(lured))
                .isInstanceOfSatisfying(
                        Fetched.Unreachable.class,
                        unreachable -> assertThat(unreachable.failure()).isEqualTo(Exchange.Failure.FORBIDDEN));
        assertThat(requests).extracting(OutgoingRequest::uri).containsExactly(lured);
    }

    @Test
    void a_loop_of_redirects_ends() {
        web.put(ACTOR, redirect(ACTOR.toString()));

        assertThat(client.get(ACTOR)).isInstanceOf(Fetched.Refused.class);
        assertThat(requests).hasSize(4);
    }

    @Test
    void a_server_in_secure_mode_is_asked_once() {
        web.put(ACTOR, new Exchange.Answered(401, Fields.none(), Body.none()));

        assertThat(client.get(ACTOR)).isEqualTo(new Fetched.Refused(401, "status 401"));
        assertThat(requests).hasSize(1);
    }

    @Test
    void a_server_that_does_not_answer_is_unreachable() {
        web.put(ACTOR, new Exchange.Failed(Exchange.Failure.TIMEOUT, "no answer within 10 s"));

        assertThat(client.get(ACTOR))
                .isEqualTo(new Fetched.Unreachable(Exchange.Failure.TIMEOUT, "no answer within 10 s"));
    }

    private static Exchange document() {
        return new Exchange.Answered(200, Fields.of("Content-Type", "application/activity+json"), DOCUMENT);
    }

    private static Exchange redirect(String location) {
        return new Exchange.Answered(302, Fields.of("Location", location), Body.none());
    }

    private final class MapTransport implements Transport {

        @Override
        public CompletableFuture<Exchange> send(OutgoingRequest request) {
            requests.add(request);
            return CompletableFuture.completedFuture(web.get(request.uri()));
        }

        @Override
        public void close() {}
    }
}
