package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.delivery.DeliveryFields;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.store.Audience;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Follows;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.FollowersDigest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What entries of the log carry word of the followers, and where to. An entry is all that is known after a restart. */
class FollowersFieldTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final String ALICE = "https://example.org/users/1";
    private static final String FOLLOWERS = ALICE + "/followers";
    private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

    /** The field of the FEP's example, "The Collection-Synchronization HTTP Header". */
    private static final Fields FIELD = Fields.of(
            "Collection-Synchronization",
            "collectionId=\"https://example.org/users/1/followers\","
                    + " url=\"https://example.org/users/1/followers_synchronization\","
                    + " digest=\"c33f48cd341ef046a206b8a72ec97af65079f9a3a9b90eef79c5920dce45c61f\"");

    private final Store store = Store.inMemory();
    private final List<String> reads = Collections.synchronizedList(new ArrayList<>());
    private Runnable whileReading = () -> {};
    private Instant now = NOW;
    private final DeliveryFields fields = new FollowersField(
            new FederationAddresses(
                    "https://example.org",
                    Authority.of("https://example.org").orElseThrow(),
                    UriTemplate.of("/users/{handle}")),
            new PartialFollowers(counted(store.follows())),
            () -> now);

    @BeforeEach
    void follow() {
        // FEP-8fcf, "Partial follower collection"
        followedBy("https://example.org/users/2", State.ACCEPTED);
        followedBy("https://testing.example.org/users/1", State.ACCEPTED);
        followedBy("https://next.example.org/users/foo", State.ACCEPTED);
        followedBy("https://testing.example.org/users/2", State.ACCEPTED);
        // none that counts
        followedBy("https://testing.example.org/users/waiting", State.PENDING);
        followedBy("http://testing.example.org/users/plain", State.ACCEPTED);
        followedBy("https://waiting.example/users/1", State.PENDING);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void followedBy(String remote, State state) {
        String authority = Authority.of(remote).orElseThrow().toString();
        FollowRelation relation = new FollowRelation(
                Direction.FOLLOWER, ALICE, remote, authority, remote + "/inbox", Optional.empty(), state, "id", NOW);
        store.follows().put(Optional.empty(), relation, List.of());
    }

    @Test
    void goes_with_what_is_for_followers_only() {
        assertThat(to("testing.example.org", own("Create", FOLLOWERS))).isEqualTo(FIELD);
        assertThat(to("testing.example.org", own("Announce", FOLLOWERS))).isEqualTo(FIELD);
        assertThat(to("testing.example.org", own("Create", "https://testing.example.org/users/1", FOLLOWERS)))
                .isEqualTo(FIELD);
    }

    @Test
    void goes_with_nothing_that_is_for_all_or_for_some_or_about_anothers_followers() {
        assertThat(to("testing.example.org", own("Create", PUBLIC, FOLLOWERS))).isEqualTo(Fields.none());
        assertThat(to("testing.example.org", own("Create", PUBLIC))).isEqualTo(Fields.none());
        assertThat(to("testing.example.org", own("Create", "https://testing.example.org/users/1")))
                .isEqualTo(Fields.none());
        assertThat(to("testing.example.org", own("Create", "https://example.org/users/2/followers")))
                .isEqualTo(Fields.none());
    }

    @Test
    void goes_only_where_followers_are() {
        assertThat(to("waiting.example", own("Create", FOLLOWERS))).isEqualTo(Fields.none());
        assertThat(to("nobody.example", own("Create", FOLLOWERS))).isEqualTo(Fields.none());
        assertThat(to("testing.example.org:8443", own("Create", FOLLOWERS))).isEqualTo(Fields.none());
    }

    @Test
    void does_not_go_to_a_server_whose_inboxes_are_elsewhere() {
        assertThat(fields.of(own("Create", FOLLOWERS)).to("testing.example.org", "https://in.example.org/inbox"))
                .isEqualTo(Fields.none());
    }

    @Test
    void does_not_go_with_what_others_made_and_we_hand_on() {
        Body made = own("Create", FOLLOWERS).own().orElseThrow();
        Body others = Body.of(made.text().replace(ALICE + "\",\"object", "https://far.example/users/carol\",\"object"));
        LogEntry forwarded = entry(named(), Optional.of(others), Optional.empty());
        LogEntry relayed = entry(
                new Audience.Subscribers(Audience.Form.RECEIVED, Audience.Form.OWN, Set.of()),
                Optional.of(made),
                Optional.of(made));

        assertThat(others.text()).contains("carol");
        assertThat(to("testing.example.org", forwarded)).isEqualTo(Fields.none());
        assertThat(to("testing.example.org", relayed)).isEqualTo(Fields.none());
    }

    @Test
    void goes_with_what_an_actor_sends_to_a_server_that_needs_it_in_another_shape() {
        // As the outbox appends it: bytes of its own for these servers.
        Optional<Body> shaped = own("Create", FOLLOWERS).own();

        assertThat(to("testing.example.org", entry(named(), shaped, Optional.empty())))
                .isEqualTo(FIELD);
    }

    @Test
    void is_read_for_many_servers_at_once() {
        followedByOnePerHost(100);
        DeliveryFields.ForEntry entry = fields.of(own("Create", hosts(100), FOLLOWERS));

        for (int i = 0; i < 100; i++) {
            String host = "h" + i + ".example";
            assertThat(entry.to(host, "https://" + host + "/inbox").first("Collection-Synchronization"))
                    .as(host)
                    .hasValueSatisfying(value -> assertThat(value)
                            .endsWith("\"" + FollowersDigest.of(List.of("https://" + host + "/users/u")) + "\""));
        }

        assertThat(reads).containsOnlyOnce("page").hasSizeLessThan(100 / 8 + 2);
        assertThat(entry.to("testing.example.org", "https://testing.example.org/inbox"))
                .isEqualTo(FIELD);
        assertThat(entry.to("waiting.example", "https://waiting.example/inbox")).isEqualTo(Fields.none());
    }

    @Test
    void is_read_anew_after_a_few_seconds_and_for_one_server_if_only_one_asks() {
        followedByOnePerHost(100);
        LogEntry entry = own("Create", hosts(100), FOLLOWERS);
        for (int i = 0; i < 100; i++) {
            to("h" + i + ".example", entry);
        }
        reads.clear();

        now = now.plus(FollowerDigests.KEPT);
        store.follows()
                .find(Direction.FOLLOWER, ALICE, "https://h1.example/users/u")
                .ifPresent(gone -> store.follows().remove(gone, List.of()));

        assertThat(to("h1.example", entry)).isEqualTo(Fields.none());
        assertThat(to("h2.example", entry)).isNotEqualTo(Fields.none());
        assertThat(reads).containsExactly("idsOn", "idsOn");
    }

    @Test
    void who_asks_while_all_are_read_does_not_wait_and_does_not_read_all_too() {
        followedByOnePerHost(100);
        LogEntry entry = own("Create", hosts(100), FOLLOWERS);
        List<Fields> meanwhile = new ArrayList<>();
        whileReading = () -> {
            for (int i = 0; i < 20; i++) {
                meanwhile.add(CompletableFuture.supplyAsync(() -> to("testing.example.org", entry))
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join());
            }
        };

        for (int i = 0; i < 100; i++) {
            to("h" + i + ".example", entry);
        }

        assertThat(meanwhile).hasSize(20).containsOnly(FIELD);
        assertThat(reads).containsOnlyOnce("page");
    }

    @Test
    void does_not_go_where_more_followers_are_than_one_document_shows() {
        for (int i = 0; i < 5_000; i++) {
            followedBy("https://big.example/users/" + i, State.ACCEPTED);
        }
        LogEntry entry = own("Create", FOLLOWERS);
        assertThat(to("big.example", entry)).isNotEqualTo(Fields.none());

        followedBy("https://big.example/users/5000", State.ACCEPTED);
        for (int i = 0; i < 10; i++) {
            assertThat(to("big.example", entry))
                    .as("one by one, and all at once")
                    .isEqualTo(Fields.none());
        }
        assertThat(reads).contains("idsOn", "page");
    }

    private void followedByOnePerHost(int hosts) {
        for (int i = 0; i < hosts; i++) {
            followedBy("https://h" + i + ".example/users/u", State.ACCEPTED);
        }
    }

    private static Audience hosts(int count) {
        return new Audience.Named(
                ALICE,
                IntStream.range(0, count)
                        .mapToObj(i -> "h" + i + ".example")
                        .collect(Collectors.toMap(host -> host, host -> "https://" + host + "/inbox")));
    }

    private Follows counted(Follows follows) {
        InvocationHandler counting = (proxy, method, arguments) -> {
            reads.add(method.getName());
            if (method.getName().equals("page")) {
                Runnable once = whileReading;
                whileReading = () -> {};
                once.run();
            }
            return method.invoke(follows, arguments);
        };
        return (Follows)
                Proxy.newProxyInstance(Follows.class.getClassLoader(), new Class<?>[] {Follows.class}, counting);
    }

    private Fields to(String authority, LogEntry entry) {
        return fields.of(entry).to(authority, "https://" + authority + "/inbox");
    }

    private static LogEntry own(String type, String... to) {
        return own(type, named(), to);
    }

    private static LogEntry own(String type, Audience audience, String... to) {
        String json = """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://example.org/activities/1",\
                "type":"%s","actor":"%s","object":"https://example.org/notes/1","to":["%s"]}""".formatted(type, ALICE, String.join("\",\"", to));
        return entry(audience, Optional.empty(), Optional.of(Body.of(json)));
    }

    private static Audience named() {
        return new Audience.Named(ALICE, Map.of("testing.example.org", "https://testing.example.org/inbox"));
    }

    private static LogEntry entry(Audience audience, Optional<Body> received, Optional<Body> own) {
        return new LogEntry(1, "https://example.org/activities/1", "Create", "o", audience, received, own, NOW);
    }
}
