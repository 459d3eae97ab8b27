package dev.linkspan.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages: fetched like documents, by nobody, whatever their media type is. */
class PageClientTest {

    private static final URI PAGE = URI.create("https://a.example/page");
    private static final URI MOVED = URI.create("https://b.example/page");

    private final List<OutgoingRequest> requests = new ArrayList<>();
    private final Map<URI, Exchange> web = new HashMap<>();
    private final Transport transport = new MapTransport();
    private final PageClient client = PageClient.anonymous(transport, AddressGuard.publicOnly());

    @Test
    void asks_for_what_it_is_told_and_says_nothing_of_itself() {
        web.put(PAGE, page("application/jrd+json", "{}"));

        assertThat(client.get(URI.create(PAGE + "#part"), "application/jrd+json", 1_000))
                .isEqualTo(new FetchedPage.Page(
                        PAGE,
                        "application/jrd+json",
                        Fields.of("Content-Type", "application/jrd+json"),
                        Body.of("{}")));

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.uri()).isEqualTo(PAGE);
            assertThat(request.fields()).isEqualTo(Fields.of("Accept", "application/jrd+json"));
            assertThat(request.maxResponseBytes()).isEqualTo(1_000);
        });
    }

    @ParameterizedTest
    @CsvSource({"Text/HTML; charset=utf-8, text/html", "application/json , application/json", "'', ''", ";, ''"})
    void tells_the_media_type_without_parameters(String field, String mediaType) {
        web.put(PAGE, page(field, ""));

        assertThat(client.get(PAGE, "*/*", 1))
                .isInstanceOfSatisfying(
                        FetchedPage.Page.class,
                        page -> assertThat(page.mediaType()).isEqualTo(mediaType));
    }

    @Test
    void a_page_with_two_media_types_has_none() {
        web.put(
                PAGE,
                new Exchange.Answered(
                        200, Fields.of("Content-Type", "text/html", "Content-Type", "text/plain"), Body.none()));

        assertThat(client.get(PAGE, "*/*", 1))
                .isInstanceOfSatisfying(
                        FetchedPage.Page.class,
                        page -> assertThat(page.mediaType()).isEmpty());
    }

    @Test
    void n08_follows_a_redirect_but_not_to_where_the_guard_forbids() {
        web.put(PAGE, redirect(MOVED.toString()));
        web.put(MOVED, page("text/html", ""));
        URI lured = URI.create("https://a.example/lure");
        web.put(lured, redirect("https://127.0.0.1/secret"));

        assertThat(client.get(PAGE, "*/*", 1))
                .isInstanceOfSatisfying(
                        FetchedPage.Page.class,
                        page -> assertThat(page.finalUri()).isEqualTo(MOVED));
        requests.clear();
        assertThat(client.get(lured, "*/*", 1))
                .isInstanceOfSatisfying(
                        Fetched.Unreachable.class,
                        unreachable -> assertThat(unreachable.failure()).isEqualTo(Exchange.Failure.FORBIDDEN));
        assertThat(requests).extracting(OutgoingRequest::uri).containsExactly(lured);
    }

    @Test
    void an_answer_that_is_no_success_is_refused_with_its_status() {
        web.put(PAGE, new Exchange.Answered(404, Fields.none(), Body.none()));

        assertThat(client.get(PAGE, "*/*", 1)).isEqualTo(new Fetched.Refused(404, "status 404"));
    }

    @Test
    void n20_within_a_budget_requests_are_no_longer_and_no_larger_than_what_is_left() {
        web.put(PAGE, page("text/html", "12345"));
        BudgetedTransport budgeted =
                new BudgetedTransport(transport, new FetchBudget(5, 12, Duration.ofSeconds(3)), () -> 0);
        PageClient within = PageClient.anonymous(budgeted, AddressGuard.publicOnly());

        within.get(PAGE, "*/*", 10);
        within.get(PAGE, "*/*", 10);

        assertThat(requests).extracting(OutgoingRequest::maxResponseBytes).containsExactly(10, 7);
        assertThat(requests).extracting(OutgoingRequest::deadline).containsOnly(Duration.ofSeconds(3));
        assertThat(budgeted.spent()).isEmpty();
    }

    private static Exchange page(String type, String body) {
        return new Exchange.Answered(200, Fields.of("Content-Type", type), Body.of(body));
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
