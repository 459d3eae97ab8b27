package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.discovery.KeyDirectory;
import dev.linkspan.discovery.Network;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.store.Audience;
import dev.linkspan.store.DomainRules;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.CollectionSynchronization;
import dev.linkspan.vocab.FollowersDigest;
import dev.linkspan.vocab.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server's word about followers here changes. Numbers in names are those of reference/attacks.md, group O. */
class ReconciliationTest {

    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    private static final Authority OURS = Authority.of("https://ours.example").orElseThrow();
    private static final String ALICE = "https://far.example/users/alice";
    private static final String BOB = "https://ours.example/users/bob";
    private static final String BEN = "https://ours.example/users/ben";

    private final Store store = Store.inMemory();
    private final Map<String, String> web = new HashMap<>();
    private final List<String> fetches = new ArrayList<>();
    private Runnable whileFetching = () -> {};
    private Instant now = START;
    private Reconciliation reconciliation;

    @BeforeEach
    void start() {
        AddressGuard guard = AddressGuard.publicOnly();
        Transport transport = new MapTransport();
        FederationAddresses addresses =
                new FederationAddresses("https://ours.example", OURS, UriTemplate.of("/users/{handle}"));
        ActorSource source = handle -> !handle.startsWith("nobody")
                ? Optional.of(LocalActor.of(Person.builder().name(handle).build()))
                : Optional.empty();
        OwnActors actors = new OwnActors(addresses, source, ActorKeys.storedIn(store.values()), Set.of(), false);
        KeyDirectory directory = new KeyDirectory(
                store, DocumentClient.anonymous(transport, guard), OURS, VerificationPolicy.FEDIVERSE, () -> now);
        reconciliation = new Reconciliation(
                addresses,
                actors,
                store,
                new Correspondents(directory.actors(), actors, store.domainRules()),
                Network.of(transport, guard, DocumentClient::anonymous, store.domainRules(), Set.of(OURS)),
                new OwnMessages(addresses, () -> now, new Random(1)),
                Runnable::run,
                () -> now);
        serveActor(ALICE, ALICE + "/followers");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void who_the_server_does_not_know_of_follows_no_longer() {
        follows(BOB, ALICE, State.ACCEPTED);
        follows(BEN, ALICE, State.ACCEPTED);
        follows(BEN, "https://far.example/users/anna", State.ACCEPTED);
        serveList(ALICE, BOB);

        reconciliation.consider(ALICE, said(ALICE, BOB));

        assertThat(state(BOB, ALICE)).contains(State.ACCEPTED);
        assertThat(state(BEN, ALICE)).isEmpty();
        assertThat(state(BEN, "https://far.example/users/anna")).contains(State.ACCEPTED);
        assertThat(store.log().end()).as("nobody has to be told").isZero();
    }

    @Test
    void an_empty_list_ends_all() {
        follows(BOB, ALICE, State.ACCEPTED);
        serveList(ALICE);

        reconciliation.consider(ALICE, said(ALICE));

        assertThat(state(BOB, ALICE)).isEmpty();
    }

    @Test
    void a_follow_that_is_not_answered_yet_is_neither_accepted_nor_taken_back_by_a_list() {
        follows(BOB, ALICE, State.PENDING);
        FollowRelation asked = relation(BOB, ALICE).orElseThrow();
        serveList(ALICE, BOB);

        reconciliation.consider(ALICE, said(ALICE, BOB));

        assertThat(fetches).contains(url(ALICE));
        assertThat(relation(BOB, ALICE)).contains(asked);
        assertThat(store.log().end()).isZero();
    }

    @Test
    void a_follow_that_is_not_answered_yet_stays() {
        follows(BOB, ALICE, State.PENDING);
        follows(BEN, ALICE, State.ACCEPTED);
        serveList(ALICE);

        reconciliation.consider(ALICE, said(ALICE));

        assertThat(state(BOB, ALICE)).contains(State.PENDING);
        assertThat(state(BEN, ALICE)).isEmpty();
    }

    @Test
    void a_follow_that_we_do_not_know_of_is_taken_back_if_it_is_of_an_actor_of_ours() {
        String nobody = "https://ours.example/users/nobody";
        String post = "https://ours.example/notes/1";
        String stranger = "https://third.example/users/carol";
        serveList(ALICE, BOB, nobody, post, stranger);

        reconciliation.consider(ALICE, said(ALICE, BOB, nobody, post, stranger));

        assertThat(state(BOB, ALICE)).isEmpty();
        assertThat(store.log().read(0, 10, 1 << 20)).singleElement().satisfies(entry -> {
            assertThat(entry.type()).isEqualTo("Undo");
            assertThat(entry.audience()).isEqualTo(new Audience.Named(BOB, Map.of("far.example", ALICE + "/inbox")));
            assertThat(text(entry))
                    .contains("\"type\":\"Follow\",\"actor\":\"" + BOB + "\",\"object\":\"" + ALICE + "\"");
        });
    }

    @Test
    void a_follow_that_is_remembered_as_refused_is_one_that_we_do_not_know_of() {
        follows(BOB, ALICE, State.REJECTED); // as when the process ended between the two acts of taking it back
        serveList(ALICE, BOB);

        reconciliation.consider(ALICE, said(ALICE, BOB));

        assertThat(state(BOB, ALICE)).isEmpty();
        assertThat(store.log().read(0, 10, 1 << 20)).singleElement().satisfies(entry -> {
            assertThat(entry.type()).isEqualTo("Undo");
            assertThat(entry.audience()).isEqualTo(new Audience.Named(BOB, Map.of("far.example", ALICE + "/inbox")));
        });
    }

    @Test
    void o27_who_has_its_inbox_elsewhere_has_nothing_sent_there() {
        String mallory = "https://evil.example/users/mallory";
        follows(BEN, mallory, State.ACCEPTED);
        serveList(mallory, BOB);
        for (String inbox : List.of("https://victim.example/inbox", "https://evil.example:8443/inbox")) {
            serveActor(mallory, mallory + "/followers", inbox);

            reconciliation.consider(mallory, said(mallory, BOB));

            assertThat(state(BEN, mallory)).isEmpty();
            assertThat(state(BOB, mallory)).isEmpty();
            assertThat(store.log().end()).isZero();
            now = now.plus(Duration.ofDays(2));
            start();
            follows(BEN, mallory, State.ACCEPTED);
        }
    }

    @Test
    void actors_that_are_no_more_do_not_stand_in_the_way_of_others() {
        String[] listed = Stream.concat(
                        IntStream.range(0, 200).mapToObj(i -> "https://ours.example/users/nobody" + i), Stream.of(BOB))
                .toArray(String[]::new);
        serveList(ALICE, listed);

        reconciliation.consider(ALICE, said(ALICE, listed));

        assertThat(store.log().read(0, 10, 1 << 20))
                .singleElement()
                .satisfies(entry -> assertThat(text(entry)).contains(BOB));
    }

    @Test
    void a_list_in_which_nothing_can_be_mended_is_fetched_once_a_day() {
        String[] listed = {BOB, "https://ours.example/users/nobody"};
        follows(BOB, ALICE, State.ACCEPTED);
        serveList(ALICE, listed);

        for (int hour = 0; hour < 24; hour++) {
            reconciliation.consider(ALICE, said(ALICE, listed));
            now = now.plus(Duration.ofHours(1));
        }
        assertThat(fetches.stream().filter(url(ALICE)::equals)).hasSize(1);

        reconciliation.consider(ALICE, said(ALICE, listed));
        assertThat(fetches.stream().filter(url(ALICE)::equals)).hasSize(2);
    }

    @Test
    void who_said_the_same_as_we_is_not_looked_into_for_a_minute() {
        follows(BOB, ALICE, State.ACCEPTED);
        serveList(ALICE);

        reconciliation.consider(ALICE, said(ALICE, BOB));
        now = now.plusSeconds(59);
        reconciliation.consider(ALICE, said(ALICE));
        assertThat(fetches).isEmpty();

        now = now.plusSeconds(1);
        reconciliation.consider(ALICE, said(ALICE));
        assertThat(state(BOB, ALICE)).isEmpty();
    }

    @Test
    void what_changes_while_the_list_is_fetched_is_left_alone() {
        follows(BOB, ALICE, State.ACCEPTED);
        serveList(ALICE, BEN);
        whileFetching = () -> {
            now = now.plusSeconds(1);
            FollowRelation old = relation(BOB, ALICE).orElseThrow();
            store.follows().remove(old, List.of());
            follows(BOB, ALICE, State.ACCEPTED); // left and came back
            follows(BEN, ALICE, State.PENDING);
        };

        reconciliation.consider(ALICE, said(ALICE, BEN));

        assertThat(state(BOB, ALICE)).contains(State.ACCEPTED);
        assertThat(state(BEN, ALICE)).contains(State.PENDING);
        assertThat(store.log().end()).isZero();
    }

    @Test
    void nothing_is_fetched_where_nothing_differs() {
        follows(BOB, ALICE, State.ACCEPTED);
        follows(BEN, ALICE, State.PENDING);
        String quiet = "https://far.example/users/quiet";
        serveActor(quiet, quiet + "/followers");

        reconciliation.consider(ALICE, said(ALICE, BOB));
        reconciliation.consider(quiet, said(quiet));

        assertThat(fetches).isEmpty();
    }

    @Test
    void a_list_that_is_not_the_one_announced_changes_nothing() {
        follows(BOB, ALICE, State.ACCEPTED);
        serveList(ALICE, BEN);

        reconciliation.consider(ALICE, said(ALICE, BEN, "https://ours.example/users/eve"));

        assertThat(fetches).contains(url(ALICE));
        assertThat(state(BOB, ALICE)).contains(State.ACCEPTED);
        assertThat(store.log().end()).isZero();
    }

    @Test
    void a_list_that_is_cut_short_changes_nothing() {
        follows(BOB, ALICE, State.ACCEPTED);
        follows(BEN, ALICE, State.ACCEPTED);
        // What was read would fit the digest; but the next page is not there.
        serve(
                url(ALICE),
                "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"OrderedCollectionPage\",\"id\":\""
                        + url(ALICE) + "\",\"orderedItems\":[\"" + BOB + "\"],\"next\":\"" + url(ALICE) + "?page=2\"}");

        reconciliation.consider(ALICE, said(ALICE, BOB));

        assertThat(fetches).contains(url(ALICE) + "?page=2");
        assertThat(state(BEN, ALICE)).contains(State.ACCEPTED);
    }

    @Test
    void a_server_that_does_not_answer_changes_nothing() {
        follows(BOB, ALICE, State.ACCEPTED);

        reconciliation.consider(ALICE, said(ALICE));

        assertThat(fetches).contains(url(ALICE));
        assertThat(state(BOB, ALICE)).contains(State.ACCEPTED);
    }

    @Test
    void o27_the_collection_of_another_actor_is_not_fetched() {
        follows(BOB, ALICE, State.ACCEPTED);
        String mallory = "https://far.example/users/mallory";
        serveActor(mallory, mallory + "/followers");
        follows(BOB, mallory, State.ACCEPTED);
        serveList(ALICE);

        reconciliation.consider(mallory, said(ALICE));

        assertThat(fetches).containsExactly(mallory);
        assertThat(state(BOB, ALICE)).contains(State.ACCEPTED);
        assertThat(state(BOB, mallory)).contains(State.ACCEPTED);
    }

    @Test
    void o27_an_address_on_another_origin_is_not_fetched() {
        follows(BOB, ALICE, State.ACCEPTED);
        for (String elsewhere :
                List.of("https://victim.example/list", "https://far.example:8443/list", "http://far.example/list")) {
            reconciliation.consider(
                    ALICE,
                    new CollectionSynchronization(ALICE + "/followers", elsewhere, FollowersDigest.of(List.of())));
            now = now.plus(Duration.ofMinutes(11));
        }

        assertThat(fetches).containsExactly(ALICE, ALICE, ALICE);
        assertThat(state(BOB, ALICE)).contains(State.ACCEPTED);
    }

    @Test
    void o27_an_actor_that_claims_the_followers_of_another_server_has_nothing_fetched_there() {
        String mallory = "https://evil.example/users/mallory";
        String victims = "https://far.example/users/alice/followers";
        serveActor(mallory, victims);
        follows(BOB, mallory, State.ACCEPTED);
        serveList(ALICE);

        reconciliation.consider(
                mallory, new CollectionSynchronization(victims, url(ALICE), FollowersDigest.of(List.of())));

        assertThat(fetches).containsExactly(mallory);
        assertThat(state(BOB, mallory)).contains(State.ACCEPTED);
    }

    @Test
    void o27_an_actor_that_names_no_followers_has_nothing_fetched() {
        String mallory = "https://far.example/users/mallory";
        serve(mallory, "{\"id\":\"" + mallory + "\",\"type\":\"Person\",\"inbox\":\"" + mallory + "/inbox\"}");
        follows(BOB, mallory, State.ACCEPTED);

        reconciliation.consider(mallory, said(mallory));

        assertThat(fetches).containsExactly(mallory);
    }

    @Test
    void a_blocked_server_is_not_asked() {
        follows(BOB, ALICE, State.ACCEPTED);
        store.domainRules().put(new DomainRules.DomainRule("far.example", DomainRules.Kind.BLOCK, ""));

        reconciliation.consider(ALICE, said(ALICE));

        assertThat(fetches).isEmpty();
        assertThat(state(BOB, ALICE)).contains(State.ACCEPTED);
    }

    @Test
    void an_actor_s_followers_are_looked_into_once_in_ten_minutes() {
        follows(BOB, ALICE, State.ACCEPTED);
        follows(BEN, ALICE, State.ACCEPTED);

        reconciliation.consider(ALICE, said(ALICE));
        serveList(ALICE, BOB);
        now = now.plus(Duration.ofMinutes(9));
        reconciliation.consider(ALICE, said(ALICE, BOB));
        assertThat(state(BEN, ALICE)).contains(State.ACCEPTED);
        assertThat(fetches.stream().filter(url(ALICE)::equals)).hasSize(1);

        now = now.plus(Duration.ofMinutes(2));
        reconciliation.consider(ALICE, said(ALICE, BOB));
        assertThat(state(BEN, ALICE)).isEmpty();
        assertThat(fetches.stream().filter(url(ALICE)::equals)).hasSize(2);
    }

    @Test
    void many_actors_of_one_server_have_few_lists_fetched() {
        for (int i = 0; i < 50; i++) {
            String actor = "https://far.example/users/u" + i;
            serveActor(actor, actor + "/followers");
            reconciliation.consider(actor, said(actor, BOB));
        }

        assertThat(fetches.stream().filter(fetch -> fetch.endsWith("_synchronization")))
                .hasSize(10);
    }

    @Test
    void at_most_ten_follows_are_taken_back_at_once_and_the_next_ten_minutes_later() {
        String[] many = ours(500);
        serveList(ALICE, many);

        reconciliation.consider(ALICE, said(ALICE, many));
        assertThat(store.log().end()).isEqualTo(10);

        now = now.plus(Duration.ofMinutes(11));
        reconciliation.consider(ALICE, said(ALICE, many));
        assertThat(store.log().end()).isEqualTo(20);
    }

    @Test
    void many_servers_together_have_few_follows_taken_back() {
        String[] many = ours(10);
        for (int i = 0; i < 50; i++) {
            String actor = "https://h" + i + ".example/users/u";
            serveActor(actor, actor + "/followers");
            serveList(actor, many);
            reconciliation.consider(actor, said(actor, many));
        }

        assertThat(store.log().end()).isEqualTo(20);
    }

    private static String[] ours(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "https://ours.example/users/x" + i)
                .toArray(String[]::new);
    }

    private void follows(String local, String remote, State state) {
        String authority = Authority.of(remote).orElseThrow().toString();
        FollowRelation relation = new FollowRelation(
                Direction.FOLLOWING,
                local,
                remote,
                authority,
                remote + "/inbox",
                Optional.empty(),
                state,
                "https://ours.example/activities/" + local.hashCode(),
                now);
        assertThat(store.follows().put(Optional.empty(), relation, List.of())).isTrue();
    }

    private Optional<FollowRelation> relation(String local, String remote) {
        return store.follows().find(Direction.FOLLOWING, local, remote);
    }

    private Optional<State> state(String local, String remote) {
        return relation(local, remote).map(FollowRelation::state);
    }

    private static String url(String actor) {
        return actor + "/followers_synchronization";
    }

    private static CollectionSynchronization said(String actor, String... followers) {
        return new CollectionSynchronization(actor + "/followers", url(actor), FollowersDigest.of(List.of(followers)));
    }

    private void serveActor(String id, String followers) {
        serveActor(id, followers, id + "/inbox");
    }

    private void serveActor(String id, String followers, String inbox) {
        serve(
                id,
                "{\"id\":\"" + id + "\",\"type\":\"Person\",\"inbox\":\"" + inbox + "\",\"followers\":\"" + followers
                        + "\"}");
    }

    private void serveList(String actor, String... followers) {
        String items = followers.length == 0 ? "" : "\"" + String.join("\",\"", followers) + "\"";
        serve(
                url(actor),
                "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"OrderedCollection\",\"id\":\""
                        + url(actor) + "\",\"orderedItems\":[" + items + "]}");
    }

    private void serve(String url, String document) {
        web.put(url, document);
    }

    private static String text(LogEntry entry) {
        return entry.own().orElseThrow().text();
    }

    private final class MapTransport implements Transport {
        @Override
        public CompletableFuture<Exchange> send(OutgoingRequest request) {
            String url = request.uri().toString();
            fetches.add(url);
            if (url.endsWith("_synchronization")) {
                whileFetching.run();
            }
            String document = web.get(url);
            return CompletableFuture.completedFuture(
                    document == null
                            ? new Exchange.Answered(404, Fields.none(), Body.none())
                            : new Exchange.Answered(
                                    200, Fields.of("Content-Type", "application/activity+json"), Body.of(document)));
        }

        @Override
        public void close() {}
    }
}
