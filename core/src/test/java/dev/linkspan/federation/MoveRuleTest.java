package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.discovery.Network;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Moves cost us, and which are left aside. */
class MoveRuleTest {

    private static final Authority OURS = Authority.of("https://ours.example").orElseThrow();
    private static final String BOB = "https://ours.example/users/bob";
    private static final String OLD = "https://far.example/users/old";
    private static final String NEW = "https://far.example/users/new";
    private static final String ID = "https://far.example/moves/1";

    private final Store store = Store.inMemory();
    private final Map<String, String> web = new HashMap<>();
    private final List<String> fetches = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private boolean broken;
    private Instant now = Instant.parse("2026-11-22T00:00:00Z");
    private final MoveRule rule = rule();

    private MoveRule rule() {
        FederationAddresses addresses =
                new FederationAddresses("https://ours.example", OURS, UriTemplate.of("/users/{handle}"));
        ActorSource source = handle ->
                Optional.of(LocalActor.of(Person.builder().name(handle).build()));
        OwnActors actors = new OwnActors(addresses, source, ActorKeys.storedIn(store.values()), Set.of(), false);
        Network network = Network.of(
                new MapTransport(),
                AddressGuard.publicOnly(),
                DocumentClient::anonymous,
                store.domainRules(),
                Set.of(OURS));
        MovePolicy policy = (handle, from, to) -> {
            asked.add(from + " " + to);
            return broken;
        };
        return new MoveRule(
                addresses,
                store.follows(),
                new MoveCheck(addresses, actors, network),
                policy,
                handle -> {
                    throw new IllegalArgumentException("no such account");
                },
                () -> now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void follows(Direction direction, String remote, State state) {
        FollowRelation relation = new FollowRelation(
                direction,
                BOB,
                remote,
                "far.example",
                remote + "/inbox",
                Optional.empty(),
                state,
                "https://ours.example/follows/" + remote.hashCode(),
                now);
        store.follows().put(Optional.empty(), relation, List.of());
    }

    private void serve(String id, String members) {
        web.put(
                id,
                "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"" + id
                        + "\",\"type\":\"Person\",\"inbox\":\"" + id + "/inbox\"" + members + "}");
    }

    private void movesTo(String from, String to) {
        serve(from, ",\"movedTo\":\"" + to + "\",\"alsoKnownAs\":[\"" + to + "\"]");
        serve(to, ",\"alsoKnownAs\":[\"" + from + "\"]");
    }

    private Optional<Effect> move(String from, String to, String id) throws RetryLaterException {
        return rule.moved(Move.builder().id(id).object(from).target(to).build(), from, id);
    }

    @Test
    void strangers_whom_nobody_follows_cost_no_request() throws Exception {
        follows(Direction.FOLLOWER, OLD, State.ACCEPTED);
        follows(Direction.FOLLOWING, "https://far.example/users/waits", State.PENDING);
        movesTo(OLD, NEW);

        assertThat(move(OLD, NEW, ID)).contains(Effect.NONE);
        assertThat(move("https://far.example/users/waits", NEW, ID)).contains(Effect.NONE);

        assertThat(fetches).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_server_has_few_moves_looked_into() throws Exception {
        follows(Direction.FOLLOWING, OLD, State.ACCEPTED);
        serve(OLD, "");
        for (int i = 0; i < 3; i++) {
            assertThat(move(OLD, NEW + i, ID + i)).isEmpty();
        }
        int before = fetches.size();

        for (int i = 3; i < 100; i++) {
            String to = NEW + i;
            assertThatThrownBy(() -> move(OLD, to, ID)).isInstanceOf(RetryLaterException.class);
        }
        assertThat(fetches).hasSize(before);

        now = now.plus(Duration.ofMinutes(1));
        movesTo(OLD, NEW);
        assertThat(move(OLD, NEW, ID)).contains(Effect.MOVED);
    }

    @Test
    void one_id_to_and_fro_is_two_moves() throws Exception {
        follows(Direction.FOLLOWING, OLD, State.ACCEPTED);
        follows(Direction.FOLLOWING, NEW, State.ACCEPTED);
        movesTo(OLD, NEW);
        assertThat(move(OLD, NEW, ID)).contains(Effect.MOVED);

        movesTo(NEW, OLD);
        assertThat(move(NEW, OLD, ID)).isEmpty();
        movesTo(OLD, NEW);
        assertThat(move(OLD, NEW, ID)).as("over and over").isEmpty();
        assertThat(asked).containsExactly(OLD + " " + NEW);

        now = now.plus(MoveRule.COOLDOWN).plusSeconds(1);
        movesTo(NEW, OLD);
        assertThat(move(NEW, OLD, ID)).contains(Effect.MOVED);
    }

    @Test
    void a_move_that_failed_half_way_goes_on_but_no_other() throws Exception {
        follows(Direction.FOLLOWING, OLD, State.ACCEPTED);
        movesTo(OLD, NEW);
        broken = true;
        assertThatThrownBy(() -> move(OLD, NEW, ID)).hasMessage("no such account");
        broken = false;

        assertThat(move(OLD, NEW, ID + "2")).isEmpty();
        assertThat(move(OLD, NEW, ID)).contains(Effect.MOVED);
    }

    private final class MapTransport implements Transport {
        @Override
        public CompletableFuture<Exchange> send(OutgoingRequest request) {
            String url = request.uri().toString();
            fetches.add(url);
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
