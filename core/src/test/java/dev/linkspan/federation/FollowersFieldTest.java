package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.delivery.DeliveryFields;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.store.Audience;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final DeliveryFields fields = new FollowersField(
            new FederationAddresses(
                    "https://example.org",
                    Authority.of("https://example.org").orElseThrow(),
                    UriTemplate.of("/users/{handle}")),
            new PartialFollowers(store.follows()));

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
        LogEntry forwarded = entry(named(), Optional.of(made), Optional.empty());
        LogEntry relayed = entry(
                new Audience.Subscribers(Audience.Form.RECEIVED, Audience.Form.OWN, Set.of()),
                Optional.of(made),
                Optional.of(made));

        assertThat(to("testing.example.org", forwarded)).isEqualTo(Fields.none());
        assertThat(to("testing.example.org", relayed)).isEqualTo(Fields.none());
    }

    private Fields to(String authority, LogEntry entry) {
        return fields.of(entry).to(authority, "https://" + authority + "/inbox");
    }

    private static LogEntry own(String type, String... to) {
        String json = """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"https://example.org/activities/1",\
                "type":"%s","actor":"%s","object":"https://example.org/notes/1","to":["%s"]}""".formatted(type, ALICE, String.join("\",\"", to));
        return entry(named(), Optional.empty(), Optional.of(Body.of(json)));
    }

    private static Audience named() {
        return new Audience.Named(ALICE, Map.of("testing.example.org", "https://testing.example.org/inbox"));
    }

    private static LogEntry entry(Audience audience, Optional<Body> received, Optional<Body> own) {
        return new LogEntry(1, "https://example.org/activities/1", "Create", "o", audience, received, own, NOW);
    }
}
