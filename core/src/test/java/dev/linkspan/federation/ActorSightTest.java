package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.Transport;
import dev.linkspan.discovery.Network;
import dev.linkspan.federation.ActorSight.Sighting;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.store.DomainRules.DomainRule;
import dev.linkspan.store.DomainRules.Kind;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an actor's own server says of it. */
class ActorSightTest {

    private static final Authority OURS = Authority.of("https://ours.example").orElseThrow();
    private static final String ANNA = "https://far.example/users/anna";

    private final Store store = Store.inMemory();
    private final List<String> fetches = new ArrayList<>();
    private int status = 200;
    private String document = "";
    private Instant now = Instant.parse("2026-11-22T00:00:00Z");
    private final ActorSight sight = sight();

    private ActorSight sight() {
        FederationAddresses addresses =
                new FederationAddresses("https://ours.example", OURS, UriTemplate.of("/users/{handle}"));
        ActorSource source = handle ->
                Optional.of(LocalActor.of(Person.builder().name(handle).build()));
        OwnActors actors = new OwnActors(addresses, source, ActorKeys.storedIn(store.values()), Set.of(), false);
        Network network = Network.of(
                new OneAnswer(),
                AddressGuard.publicOnly(),
                DocumentClient::anonymous,
                store.domainRules(),
                Set.of(OURS));
        return new ActorSight(network, actors, () -> now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void answer(int newStatus, String members) {
        status = newStatus;
        document = "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"" + ANNA + "\"," + members + "}";
    }

    private void later() {
        now = now.plus(ActorSight.REST);
    }

    @Test
    void tells_who_is_gone_from_who_is_not_seen() {
        for (int gone : List.of(404, 410)) {
            answer(gone, "\"type\":\"Person\"");
            assertThat(sight.look(ANNA)).isInstanceOf(Sighting.Gone.class);
            later();
        }
        answer(200, "\"type\":\"Tombstone\"");
        assertThat(sight.look(ANNA)).isInstanceOf(Sighting.Gone.class);
        later();
        for (int unknown : List.of(401, 403, 418, 429, 500, 502)) {
            answer(unknown, "\"type\":\"Person\"");
            assertThat(sight.look(ANNA)).as("status " + unknown).isInstanceOf(Sighting.Unknown.class);
            later();
        }
        answer(200, "\"type\":\"Person\",\"inbox\":\"https://ours.example/users/bob/inbox\"");
        assertThat(sight.look(ANNA)).as("an inbox of ours").isInstanceOf(Sighting.Unknown.class);
        later();
        answer(200, "\"type\":\"Person\",\"inbox\":\"https://far.example/new\"");
        assertThat(sight.look(ANNA))
                .isInstanceOfSatisfying(
                        Sighting.Here.class,
                        here -> assertThat(here.actor().inbox()).isEqualTo("https://far.example/new"));
    }

    @Test
    void looks_at_an_actor_once_an_hour() {
        answer(410, "\"type\":\"Person\"");
        for (int i = 0; i < 10; i++) {
            assertThat(sight.look(ANNA)).isInstanceOf(Sighting.Gone.class);
        }
        assertThat(fetches).hasSize(1);

        later();
        answer(200, "\"type\":\"Person\",\"inbox\":\"https://far.example/new\"");
        assertThat(sight.look(ANNA)).isInstanceOf(Sighting.Here.class);
        assertThat(sight.look(ANNA)).as("by now it may be elsewhere").isInstanceOf(Sighting.Unknown.class);
        assertThat(fetches).hasSize(2);
    }

    @Test
    void looks_at_few_actors_of_one_server() {
        answer(410, "\"type\":\"Person\"");

        for (int i = 0; i < 100; i++) {
            sight.look("https://far.example/users/u" + i);
        }

        assertThat(fetches).hasSize(5);
    }

    @Test
    void a_blocked_server_is_not_asked() {
        store.domainRules().put(new DomainRule("far.example", Kind.BLOCK, ""));
        answer(410, "\"type\":\"Person\"");

        assertThat(sight.look(ANNA)).isInstanceOf(Sighting.Unknown.class);
        assertThat(fetches).isEmpty();
    }

    private final class OneAnswer implements Transport {
        @Override
        public CompletableFuture<Exchange> send(OutgoingRequest request) {
            fetches.add(request.uri().toString());
            return CompletableFuture.completedFuture(new Exchange.Answered(
                    status, Fields.of("Content-Type", "application/activity+json"), Body.of(document)));
        }

        @Override
        public void close() {}
    }
}
