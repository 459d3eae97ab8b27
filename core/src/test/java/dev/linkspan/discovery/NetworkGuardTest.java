package dev.linkspan.discovery;

import static dev.linkspan.discovery.FakeWeb.webFingerUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.FetchBudget;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is looked for, and wherever the way leads: guard, rules and budget hold. */
class NetworkGuardTest {

    private static final String HOST = "https://social.example";
    private static final Handle ALICE = Handle.parse("alice@social.example").orElseThrow();

    /** The cloud's metadata service. */
    private static final String PRIVATE = "https://169.254.169.254/latest/meta-data/";

    private final FakeWeb web = new FakeWeb();

    /** A question to the network, and the address that the way to its answer passes. */
    record Way(String through, Asking asking) {}

    /** What asks. */
    interface Asking {
        Object ask(Network network);
    }

    static Stream<Named<Way>> ways() {
        Authority host = Authority.of(HOST).orElseThrow();
        return Stream.of(
                way("an actor", HOST + "/users/alice", network -> network.fetch(HOST + "/users/alice")),
                way("an object", HOST + "/notes/1", network -> network.find(HOST + "/notes/1")),
                way("WebFinger", webFingerUrl("alice@social.example"), network -> network.webFinger(ALICE)),
                way("host-meta", HOST + "/.well-known/host-meta", network -> network.hostMeta(host)),
                way("NodeInfo", HOST + "/.well-known/nodeinfo", network -> network.nodeInfo(host)),
                way(
                        "a collection",
                        HOST + "/outbox",
                        network -> network.items(HOST + "/outbox", CollectionLimits.DEFAULT)),
                way("a move", HOST + "/users/a", network -> network.move(HOST + "/users/a", HOST + "/users/b")),
                way(
                        "an authorization",
                        HOST + "/stamp",
                        network -> network.authorization(new AuthorizationClaim(
                                "QuoteAuthorization", HOST + "/stamp", HOST + "/q", HOST + "/n", HOST + "/a"))));
    }

    private static Named<Way> way(String name, String through, Asking asking) {
        return Named.of(name, new Way(through, asking));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void n08_a_redirect_to_a_private_address_is_not_followed(Way way) {
        web.redirect(way.through(), PRIVATE);

        assertThat(way.asking().ask(web.network())).isInstanceOf(Missing.class);

        assertThat(web.asked).contains(way.through()).noneMatch(url -> url.startsWith("https://169.254."));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void n10_a_redirect_from_https_to_http_is_not_followed(Way way) {
        web.redirect(way.through(), way.through().replace("https:", "http:"));

        assertThat(way.asking().ask(web.network())).isInstanceOf(Missing.class);

        assertThat(web.asked).noneMatch(url -> url.startsWith("http:"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void n13_a_redirect_to_itself_ends(Way way) {
        web.redirect(way.through(), way.through());

        assertThat(way.asking().ask(web.network())).isInstanceOf(Missing.class);

        // Once, three redirects; a page for people is looked for in the same way.
        assertThat(web.asked).filteredOn(way.through()::equals).hasSizeBetween(4, 8);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_redirect_to_a_blocked_host_is_not_followed(Way way) {
        web.redirect(way.through(), "https://sub.blocked.example/x");
        try (Store store = Store.inMemory()) {
            store.domainRules().put(new DomainRule("blocked.example", Kind.BLOCK, ""));

            assertThat(way.asking().ask(server(store))).isInstanceOf(Missing.class);
        }

        assertThat(web.asked).contains(way.through()).noneMatch(url -> url.contains("blocked"));
    }

    @Test
    void a_server_asks_neither_blocked_hosts_nor_itself() {
        try (Store store = Store.inMemory()) {
            store.domainRules().put(new DomainRule("blocked.example", Kind.BLOCK, ""));
            Network network = server(store);

            assertThat(forbidden(network.find("https://blocked.example/a"))).contains("is blocked here");
            assertThat(forbidden(network.find("https://us.example/a"))).contains("is this very server");
            assertThat(network.webFinger(Handle.parse("a@us.example").orElseThrow()))
                    .isInstanceOf(Missing.class);
        }
        assertThat(web.asked).isEmpty();
    }

    @Test
    void n08_an_alternate_of_a_page_at_a_private_address_is_not_fetched() {
        web.serve(
                HOST + "/page",
                "text/html",
                "<link rel=alternate type='application/activity+json' href='" + PRIVATE + "'>");

        assertThat(forbidden(web.network().find(HOST + "/page"))).contains("169.254.169.254");
        assertThat(web.asked).containsExactly(HOST + "/page", HOST + "/page");
    }

    @Test
    void n08_an_actor_at_a_private_address_is_not_fetched_whoever_names_it() {
        web.webFinger("alice@social.example", "alice@social.example", PRIVATE);

        assertThat(web.network().account(ALICE)).isInstanceOf(Missing.class);
        assertThat(web.asked).containsExactly(webFingerUrl("alice@social.example"));
    }

    @Test
    void n08_a_next_page_at_a_private_address_is_not_fetched() {
        web.document(HOST + "/outbox", "{'id':'" + HOST + "/outbox','type':'Collection','first':'" + PRIVATE + "'}");

        assertThat(web.network().items(HOST + "/outbox", CollectionLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        CollectionItems.class,
                        read -> assertThat(read.end()).isEqualTo(CollectionItems.End.FOREIGN_PAGE));
        assertThat(web.asked).containsExactly(HOST + "/outbox");
    }

    @Test
    void n20_the_questions_of_a_task_share_one_number_of_requests() {
        web.webFinger("alice@social.example", "alice@social.example", HOST + "/users/alice");
        web.actor(HOST + "/users/alice", "alice");
        Network task = web.network().within(new FetchBudget(3, 1 << 20, Duration.ofSeconds(10)));

        assertThat(task.account(ALICE)).isInstanceOf(Account.class);
        assertThat(task.fetch(HOST + "/users/alice")).isInstanceOf(FoundObject.class);
        assertThat(spent(task.fetch(HOST + "/users/alice"))).contains("3 requests");
        assertThat(web.asked).hasSize(3);
    }

    @Test
    void n20_redirects_are_paid_like_requests() {
        web.redirect(HOST + "/1", HOST + "/2");
        web.redirect(HOST + "/2", HOST + "/3");
        Network task = web.network().within(new FetchBudget(2, 1 << 20, Duration.ofSeconds(10)));

        assertThat(spent(task.fetch(HOST + "/1"))).contains("2 requests");
    }

    @Test
    void n20_the_questions_of_a_task_share_one_number_of_bytes() {
        web.actor(HOST + "/users/alice", "alice");
        Network task = web.network().within(new FetchBudget(10, 300, Duration.ofSeconds(10)));

        assertThat(task.fetch(HOST + "/users/alice")).isInstanceOf(FoundObject.class);
        assertThat(spent(task.fetch(HOST + "/users/alice"))).contains("300 bytes");
    }

    @Test
    void n20_the_questions_of_a_task_share_one_time() {
        web.actor(HOST + "/users/alice", "alice");
        AtomicLong nanos = new AtomicLong();
        Network task = Network.of(web, AddressGuard.publicOnly(), DocumentClient::anonymous, nanos::get)
                .within(new FetchBudget(10, 1 << 20, Duration.ofSeconds(10)));

        assertThat(task.fetch(HOST + "/users/alice")).isInstanceOf(FoundObject.class);
        nanos.set(Duration.ofSeconds(10).toNanos());
        assertThat(spent(task.fetch(HOST + "/users/alice"))).contains("10000 ms");
        assertThat(web.asked).hasSize(1);
    }

    @Test
    void n20_an_answer_that_is_not_there_is_no_spent_budget() {
        Network task = web.network().within(new FetchBudget(1, 1 << 20, Duration.ofSeconds(10)));

        assertThat(task.fetch(HOST + "/none"))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.NOT_FOUND));
    }

    @Test
    void a_budget_without_sense_is_refused() {
        assertThatThrownBy(() -> new FetchBudget(0, 1, Duration.ofSeconds(1))).hasMessageContaining("requests: 0");
        assertThatThrownBy(() -> new FetchBudget(1, 0, Duration.ofSeconds(1))).hasMessageContaining("bytes: 0");
        assertThatThrownBy(() -> new FetchBudget(1, 1, Duration.ZERO)).hasMessageContaining("time: PT0S");
    }

    private Network server(Store store) {
        return Network.of(
                web,
                AddressGuard.publicOnly(),
                DocumentClient::anonymous,
                store.domainRules(),
                Set.of(Authority.of("https://us.example").orElseThrow()));
    }

    private static String forbidden(ObjectLookup lookup) {
        return detail(lookup, Missing.Reason.FORBIDDEN);
    }

    private static String spent(ObjectLookup lookup) {
        return detail(lookup, Missing.Reason.BUDGET_SPENT);
    }

    private static String detail(ObjectLookup lookup, Missing.Reason reason) {
        assertThat(lookup)
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(reason));
        return ((Missing) lookup).detail();
    }
}
