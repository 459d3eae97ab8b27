package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.client.Exchange;
import dev.linkspan.federation.CollectionSource;
import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.Recipients;
import dev.linkspan.federation.Sent;
import dev.linkspan.store.Outboxes.Shelf;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Tombstone;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an actor's outbox, and the collection of what it liked, show of what it sends. */
class OutboxTest {

    private static final String ALICE = "https://one.example/users/alice";
    private static final String OUTBOX = ALICE + "/outbox";
    private static final String LIKED = ALICE + "/liked";
    private static final String FOLLOWERS = ALICE + "/followers";

    private final InProcessNetwork network = new InProcessNetwork();
    private final List<FederationRig> rigs = new ArrayList<>();

    @AfterEach
    void stop() {
        rigs.forEach(FederationRig::close);
        network.close();
    }

    private FederationRig rig(UnaryOperator<FederationBuilder> settings) {
        FederationRig rig = new FederationRig(
                network,
                "one.example",
                builder ->
                        settings.apply(builder.actor("alice", Person.builder().build())));
        rigs.add(rig);
        return rig;
    }

    private LocalAccount alice() {
        return rig(settings -> settings).federation.account("alice");
    }

    @Test
    void shows_what_was_sent_to_everybody_the_newest_first() {
        LocalAccount alice = alice();
        Sent post = alice.send(post("1", "Hello", Public.URI));
        Sent boost = alice.send(Announce.builder()
                .object("https://two.example/notes/1")
                .to(FOLLOWERS)
                .cc(Public.URI)
                .build());

        JsonObject whole = get(OUTBOX);
        JsonObject page = get(whole.getString("first"));

        assertThat(whole.getString("type")).isEqualTo("OrderedCollection");
        assertThat(whole.getInt("totalItems")).isEqualTo(2);
        assertThat(page.getString("type")).isEqualTo("OrderedCollectionPage");
        assertThat(ids(page)).containsExactly(boost.id(), post.id());
        assertThat(items(page).getJsonObject(1).getJsonObject("object").getString("content"))
                .isEqualTo("Hello");
        assertThat(page.containsKey("next")).isFalse();
    }

    @Test
    void shows_nothing_that_is_not_for_everybody_in_every_part_of_it() {
        LocalAccount alice = alice();
        alice.send(post("1", "followers only", FOLLOWERS));
        alice.send(post("2", "direct", "https://two.example/users/bob"));
        alice.send(Create.builder()
                .object(note("3", "hidden").bto(Public.URI).build())
                .bto(Public.URI)
                .to(FOLLOWERS)
                .build());
        alice.send(Create.builder()
                .object(note("4", "blind").to(FOLLOWERS).build())
                .to(FOLLOWERS)
                .bcc(Public.URI)
                .build());
        alice.send(Create.builder()
                .object(note("5", "in a public envelope").to(FOLLOWERS).build())
                .to(Public.URI)
                .build());
        alice.send(Announce.builder()
                .object(post("6", "within within", FOLLOWERS))
                .to(Public.URI)
                .build());
        alice.send(post("7", "to nobody"), Recipients.ofFollowers());

        assertThat(get(OUTBOX).getInt("totalItems")).isZero();
        assertThat(shown()).isEmpty();
    }

    @Test
    void never_shows_who_was_addressed_in_secret() {
        LocalAccount alice = alice();
        alice.send(Create.builder()
                .object(note("1", "Hello").to(Public.URI).build())
                .to(Public.URI)
                .bcc("https://two.example/users/secret")
                .build());

        assertThat(network.get(OUTBOX + "?page=first", "application/activity+json")
                        .body()
                        .text())
                .contains("Hello")
                .doesNotContain("secret");
    }

    @Test
    void shows_no_messages_and_no_answers() {
        LocalAccount alice = alice();
        alice.send(Like.builder()
                .object("https://two.example/notes/1")
                .to(Public.URI)
                .build());
        alice.send(Undo.builder()
                .object("https://one.example/activities/none")
                .to(Public.URI)
                .build());

        assertThat(shown()).isEmpty();
    }

    @Test
    void shows_no_longer_what_was_deleted_or_undone() {
        LocalAccount alice = alice();
        Sent kept = alice.send(post("0", "stays", Public.URI));
        alice.send(post("1", "goes", Public.URI));
        Sent boost = alice.send(boost("https://two.example/notes/1"));
        Sent second = alice.send(boost("https://two.example/notes/2"));
        alice.send(boost("https://one.example/notes/0"));

        alice.send(Delete.builder()
                .object(Tombstone.builder().id("https://one.example/notes/1").build())
                .to(Public.URI)
                .build());
        alice.send(Undo.builder().object(boost.activity()).to(Public.URI).build());
        alice.send(Undo.builder().object(second.id()).to(FOLLOWERS).build());
        alice.send(Undo.builder()
                .object(Announce.builder()
                        .actor(ALICE)
                        .object("https://one.example/notes/0")
                        .build())
                .to(Public.URI)
                .build());

        assertThat(shown()).containsExactly(kept.id());
        assertThat(get(OUTBOX).getInt("totalItems")).isEqualTo(1);
    }

    @Test
    void shows_a_post_as_it_reads_after_an_update() {
        LocalAccount alice = alice();
        Sent post = alice.send(post("1", "a slip", Public.URI));
        alice.send(post("2", "later", Public.URI));

        alice.send(Update.builder()
                .object(note("1", "mended").to(Public.URI).build())
                .to(Public.URI)
                .build());

        JsonObject item = items(get(OUTBOX + "?page=first")).getJsonObject(1);
        assertThat(item.getString("id")).isEqualTo(post.id());
        assertThat(item.getString("type")).isEqualTo("Create");
        assertThat(item.toString()).contains("mended").doesNotContain("a slip");
    }

    @Test
    void shows_a_post_no_longer_that_an_update_makes_private() {
        LocalAccount alice = alice();
        alice.send(post("1", "Hello", Public.URI));

        alice.send(Update.builder()
                .object(note("1", "Hello").to(FOLLOWERS).build())
                .to(FOLLOWERS)
                .build());

        assertThat(shown()).isEmpty();
    }

    @Test
    void does_not_show_what_the_application_shows_no_longer() {
        Set<String> there = new HashSet<>(List.of("1", "2"));
        LocalAccount alice = rig(settings -> settings.objects(
                        "/notes/{id}",
                        (values, requester) -> there.contains(values.get("id"))
                                ? Optional.of(note(values.get("id"), "Hello").build())
                                : Optional.empty()))
                .federation
                .account("alice");
        alice.send(post("1", "Hello", Public.URI));
        Sent second = alice.send(post("2", "Hello", Public.URI));
        assertThat(shown()).hasSize(2);

        there.remove("1");

        assertThat(shown()).containsExactly(second.id());
    }

    @Test
    void its_head_loads_nothing_of_what_it_holds() {
        AtomicInteger looked = new AtomicInteger();
        LocalAccount alice = rig(settings -> settings.objects("/notes/{id}", (values, requester) -> {
                    looked.incrementAndGet();
                    return Optional.of(note(values.get("id"), "Hello").build());
                }))
                .federation
                .account("alice");
        alice.send(post("1", "Hello", Public.URI));
        int before = looked.get();

        assertThat(get(OUTBOX).getInt("totalItems")).isEqualTo(1);

        assertThat(looked).hasValue(before);
        assertThat(shown()).hasSize(1);
        assertThat(looked).hasValueGreaterThan(before);
    }

    @Test
    void is_read_page_by_page_and_keeps_the_newest_only() {
        FederationRig rig = rig(settings -> settings.outboxLimit(50));
        LocalAccount alice = rig.federation.account("alice");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 55; i++) {
            sent.addFirst(alice.send(boost("https://two.example/notes/" + i)).id());
        }

        List<String> read = new ArrayList<>();
        Optional<String> next = Optional.of(get(OUTBOX).getString("first"));
        while (next.isPresent()) {
            JsonObject page = get(next.get());
            assertThat(ids(page)).hasSizeLessThanOrEqualTo(20);
            read.addAll(ids(page));
            next = Optional.ofNullable(page.getString("next", null));
        }

        assertThat(read).isEqualTo(sent.subList(0, 50));
        assertThat(get(OUTBOX).getInt("totalItems")).isEqualTo(50);
        assertThat(ids(get(OUTBOX + "?after=nonsense!"))).isEmpty();
    }

    @Test
    void what_is_sent_twice_is_shown_once() {
        LocalAccount alice = alice();
        Activity once = Announce.builder()
                .id("https://one.example/activities/once")
                .object("https://two.example/notes/1")
                .to(Public.URI)
                .build();

        alice.send(once);
        alice.send(once);

        assertThat(shown()).containsExactly("https://one.example/activities/once");
    }

    @Test
    void an_application_that_keeps_its_outbox_itself_has_nothing_kept_for_it() {
        CollectionSource own =
                (values, cursor, requester) -> Optional.of(new CollectionSource.Page(List.of(), Optional.empty()));
        FederationRig rig = rig(settings -> settings.outbox(own));

        rig.federation.account("alice").send(post("1", "Hello", Public.URI));

        assertThat(shown()).isEmpty();
        assertThat(rig.store.outboxes().count(Shelf.OUTBOX, ALICE)).isZero();
    }

    @Test
    void nothing_is_kept_where_none_is_wanted() {
        FederationRig rig = rig(settings -> settings.outboxLimit(0).keepLiked(true));

        rig.federation.account("alice").send(post("1", "Hello", Public.URI));

        assertThat(get(OUTBOX).getInt("totalItems")).isZero();
        assertThat(rig.store.outboxes().count(Shelf.OUTBOX, ALICE)).isZero();
        assertThatThrownBy(() -> rig(settings -> settings.outboxLimit(-1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outboxLimit: -1");
    }

    @Test
    void what_an_actor_liked_is_nobodys_business_unless_the_application_says_so() {
        LocalAccount alice = alice();
        alice.send(like("https://two.example/notes/1", Public.URI));

        assertThat(network.get(LIKED, "application/activity+json").status()).isEqualTo(404);
        assertThat(get(ALICE).containsKey("liked")).isFalse();
    }

    @Test
    void shows_what_an_actor_liked_before_all_and_no_longer_likes_not() {
        LocalAccount alice =
                rig(settings -> settings.keepLiked(true)).federation.account("alice");
        alice.send(like("https://two.example/notes/1", Public.URI));
        Sent second = alice.send(like("https://two.example/notes/2", Public.URI));
        alice.send(like("https://two.example/notes/3", Public.URI));
        alice.send(like("https://two.example/notes/1", Public.URI));
        alice.send(like("https://two.example/notes/private", "https://two.example/users/bob"));

        alice.send(Undo.builder().object(second.activity()).to(Public.URI).build());

        assertThat(get(ALICE).getString("liked")).isEqualTo(LIKED);
        assertThat(get(LIKED).getInt("totalItems")).isEqualTo(2);
        assertThat(items(get(LIKED + "?page=first")).getValuesAs(JsonString::getString))
                .containsExactly("https://two.example/notes/1", "https://two.example/notes/3");
        assertThat(shown()).as("in the outbox").isEmpty();
    }

    private static Note.Builder note(String name, String content) {
        return Note.builder()
                .id("https://one.example/notes/" + name)
                .attributedTo(ALICE)
                .content(content);
    }

    private static Activity post(String name, String content, String... to) {
        return Create.builder()
                .object(note(name, content).to(to).build())
                .to(to)
                .build();
    }

    private static Activity boost(String object) {
        return Announce.builder().object(object).to(Public.URI).build();
    }

    private static Activity like(String object, String to) {
        return Like.builder().object(object).to(to).build();
    }

    private List<String> shown() {
        return ids(get(OUTBOX + "?page=first"));
    }

    private static List<String> ids(JsonObject page) {
        return items(page).stream()
                .map(JsonValue::asJsonObject)
                .map(item -> item.getString("id"))
                .toList();
    }

    private static JsonArray items(JsonObject page) {
        return page.getJsonArray("orderedItems");
    }

    private JsonObject get(String url) {
        Exchange.Answered answer = network.get(url, "application/activity+json");
        assertThat(answer.status()).as(url).isEqualTo(200);
        return ((JsonText.Result.Document) JsonText.parse(answer.body())).object();
    }
}
