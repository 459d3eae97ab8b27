package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.linkspan.delivery.DeliverySettings;
import dev.linkspan.discovery.Trust;
import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.Recipients;
import dev.linkspan.store.DeadLetter;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Update;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes to an inbox, and what becomes of it. */
class FederationInboxTest {

    private final InProcessNetwork network = new InProcessNetwork();
    private final FederationRig two = FederationRig.of(network, "two.example", "bob");
    private final LocalAccount bob = two.federation.account("bob");

    @AfterEach
    void stop() {
        two.close();
        network.close();
    }

    @Test
    void nobody_makes_changes_or_deletes_what_is_on_another_host() throws Exception {
        try (FederationRig one = FederationRig.of(network, "one.example", "alice")) {
            Recipients alice = Recipients.ofActors("https://one.example/users/alice");
            Note foreign = Note.builder().id("https://three.example/notes/1").build();
            Note anothers = Note.builder()
                    .id("https://two.example/notes/1")
                    .attributedTo("https://two.example/users/ben")
                    .build();
            bob.send(Create.builder().object(foreign).build(), alice);
            bob.send(Update.builder().object(foreign).build(), alice);
            bob.send(Delete.builder().object("https://three.example/notes/1").build(), alice);
            bob.send(Create.builder().object(anothers).build(), alice);
            bob.send(Like.builder().object("https://three.example/notes/1").build(), alice);

            assertThat(one.next().activity().typeName()).isEqualTo("Like");
            assertThat(one.heardNothingMore()).isTrue();
        }
    }

    @Test
    void a_post_with_authors_of_several_hosts_comes_from_its_first_and_is_not_trusted() throws Exception {
        try (FederationRig one = FederationRig.of(network, "one.example", "alice")) {
            Recipients alice = Recipients.ofActors("https://one.example/users/alice");
            String victim = "https://three.example/users/carol";
            bob.send(by("1", victim, bob.id()), alice);
            bob.send(by("2", victim), alice);
            bob.send(by("3", bob.id(), "https://two.example/users/ben"), alice);
            bob.send(by("4", bob.id(), victim), alice);

            List<Inbound<Activity>> heard = List.of(one.next("Create"), one.next("Create"));

            assertThat(heard.stream().map(inbound -> inbound.object(Note.class).orElseThrow()))
                    .extracting(note -> note.object().id().orElseThrow(), note -> note.trust())
                    .containsExactlyInAnyOrder(
                            tuple("https://two.example/notes/3", Trust.EMBEDDED_SAME_ORIGIN),
                            tuple("https://two.example/notes/4", Trust.UNTRUSTED));
            assertThat(one.heardNothingMore()).isTrue();
        }
    }

    private static Create by(String note, String... authors) {
        return Create.builder()
                .object(Note.builder()
                        .id("https://two.example/notes/" + note)
                        .attributedTo(authors)
                        .build())
                .build();
    }

    @Test
    void the_same_activity_is_heard_of_once_at_each_inbox() throws Exception {
        try (FederationRig one = FederationRig.of(network, "one.example", "alice")) {
            Activity like = Like.builder().object("https://one.example/notes/1").build();
            var sent = bob.send(
                    like, Recipients.ofInboxes("https://one.example/inbox", "https://one.example/users/alice/inbox"));

            List<String> ids = List.of(one.next("Like").id(), one.next("Like").id());

            assertThat(ids).containsOnly(sent.id());
            var last = network.sent("POST", "one.example").getLast();
            assertThat(network.send(last).get(20, TimeUnit.SECONDS)).isNotNull();
            bob.send(like, Recipients.ofInboxes("https://one.example/inbox"));
            assertThat(one.next("Like").id())
                    .as("the repeated one is not heard of")
                    .isNotEqualTo(sent.id());
        }
    }

    @Test
    void what_no_listener_can_deal_with_is_kept_and_can_be_handed_to_them_anew() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (FederationRig one = new FederationRig(
                network,
                "one.example",
                settings -> settings.actor("alice", Person.builder().build())
                        .delivery(DeliverySettings.builder()
                                .applicationAttempts(1)
                                .build())
                        .on(Update.class, update -> {
                            if (broken.get()) {
                                throw new IllegalStateException("the listener is broken");
                            }
                        }))) {
            Recipients alice = Recipients.ofActors(one.federation.actorId("alice"));
            Note note = Note.builder().id("https://two.example/notes/1").build();
            bob.send(Update.builder().object(note).build(), alice);
            bob.send(Delete.builder().object("https://two.example/notes/1").build(), alice);
            one.next("Delete"); // about the same object, so the Update is settled

            List<DeadLetter> dead = one.federation.deadLetters().list(10);
            assertThat(dead).hasSize(1);
            assertThat(dead.getFirst().reason()).contains("the listener is broken");
            broken.set(false);
            assertThat(one.federation.deadLetters().retry(dead.getFirst().offset()))
                    .isTrue();

            one.next("Update");
            assertThat(one.federation.deadLetters().list(10)).isEmpty();
        }
    }

    @Test
    void listeners_hear_of_what_they_asked_for() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (FederationRig one = new FederationRig(
                network,
                "one.example",
                settings -> settings.actor("alice", Person.builder().build())
                        .on(Like.class, like -> heard.add("like"))
                        .on(
                                Create.class,
                                Note.class,
                                (create, note) -> heard.add(
                                        "note " + note.object().content().orElse("")))
                        .on(
                                Create.class,
                                dev.linkspan.vocab.Article.class,
                                (create, article) -> heard.add("article")))) {
            Note note = Note.builder()
                    .id("https://two.example/notes/1")
                    .content("Hello")
                    .build();
            bob.send(Create.builder().object(note).build(), Recipients.ofActors(one.federation.actorId("alice")));
            one.next("Create");

            assertThat(heard).containsExactly("note Hello");
        }
    }
}
