package dev.linkspan.relay;

import static dev.linkspan.relay.RelayFixture.R;
import static dev.linkspan.relay.RelayFixture.audience;
import static dev.linkspan.relay.RelayFixture.own;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.inbox.Refusal;
import dev.linkspan.inbox.Verified;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.DomainRules;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Style;
import dev.linkspan.vocab.Public;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The routing matrix: which activity goes on in which form, and which does not. */
class PublishingTest {

    private static final String NOTE = "https://m.example/users/a/statuses/1";

    private final RelayFixture fixture = new RelayFixture().subscribed("m.example", Style.PUBLIC);

    @Test
    void a_signed_create_is_forwarded_byte_for_byte_and_announced_to_followers_of_the_actor() {
        String json = create(NOTE, Public.URI);

        Relay.Outcome outcome = fixture.relay.accept(Verified.byDocument(json));

        assertThat(outcome).isEqualTo(new Relay.Outcome.Accepted("relayed"));
        LogEntry entry = fixture.onlyEntry();
        assertThat(entry.received().orElseThrow().text()).isEqualTo(json);
        assertThat(audience(entry).publicStyle()).isEqualTo(Form.RECEIVED);
        assertThat(audience(entry).actorStyle()).isEqualTo(Form.OWN);
        assertThat(entry.orderKey()).isEqualTo(NOTE);
    }

    @Test
    void a_create_without_document_signature_is_announced_to_all() {
        fixture.relay.accept(Verified.byHttp(create(NOTE, Public.URI)));

        LogEntry entry = fixture.onlyEntry();
        assertThat(audience(entry).publicStyle()).isEqualTo(Form.OWN);
        assertThat(audience(entry).actorStyle()).isEqualTo(Form.OWN);
        assertThat(entry.received()).isEmpty();
    }

    @Test
    void what_is_only_proven_is_announced_and_never_forwarded() {
        String relay = "https://other-relay.example/actor";
        fixture.subscribed("other-relay.example", Style.PUBLIC);

        fixture.relay.accept(Verified.provenBy(relay, create(NOTE, Public.URI)));
        Relay.Outcome update = fixture.relay.accept(Verified.provenBy(
                relay, activity("Update", "https://m.example/u/1", "{\"id\":\"" + NOTE + "\",\"type\":\"Note\"}")));

        assertThat(audience(fixture.onlyEntry()).publicStyle()).isEqualTo(Form.OWN);
        assertThat(fixture.onlyEntry().received()).isEmpty();
        assertThat(update).isEqualTo(new Relay.Outcome.Ignored("update_without_document_signature"));
    }

    @Test
    void an_announce_is_ours_to_our_followers_with_published_and_an_id_as_object() {
        fixture.relay.accept(Verified.byHttp(create(NOTE, Public.URI)));

        var announce = own(fixture.onlyEntry());
        assertThat(announce.types()).containsExactly("Announce");
        assertThat(announce.string("actor")).contains(R.actor());
        assertThat(announce.string("object")).contains(NOTE);
        assertThat(announce.ids("to")).containsExactly(R.followers());
        assertThat(announce.json().get("to")).isInstanceOf(jakarta.json.JsonArray.class);
        assertThat(announce.string("published")).contains("2026-11-21T09:00:00Z");
        assertThat(announce.id().orElseThrow()).startsWith("https://relay.example/activities/");
        assertThat(fixture.store.log().own(announce.id().orElseThrow())).isPresent();
    }

    @Test
    void nothing_goes_back_to_supplier_or_origin() {
        fixture.subscribed("other-relay.example", Style.PUBLIC);

        fixture.relay.accept(Verified.suppliedBy("https://other-relay.example/actor", create(NOTE, Public.URI)));

        assertThat(audience(fixture.onlyEntry()).except())
                .containsExactlyInAnyOrder("other-relay.example", "m.example");
    }

    @Test
    void each_object_is_relayed_once_even_when_it_comes_back_through_another_relay() {
        fixture.subscribed("p.example", Style.ACTOR);
        fixture.relay.accept(Verified.byDocument(create(NOTE, Public.URI)));

        Relay.Outcome again = fixture.relay.accept(Verified.byDocument(create(NOTE, Public.URI)));
        Relay.Outcome announced = fixture.relay.accept(Verified.byHttp(announce("https://p.example/relay", NOTE)));

        assertThat(again).isEqualTo(new Relay.Outcome.Ignored("duplicate"));
        assertThat(announced).isEqualTo(new Relay.Outcome.Ignored("duplicate"));
        assertThat(fixture.log()).hasSize(1);
    }

    @Test
    void the_public_collection_counts_in_every_spelling() {
        int number = 0;
        for (String spelling : List.of(Public.URI, "as:Public", "Public")) {
            String note = "https://m.example/spelling/" + number++;
            assertThat(fixture.relay.accept(Verified.byHttp(create(note, spelling))))
                    .isEqualTo(new Relay.Outcome.Accepted("relayed"));
        }
        String scalar = create("https://m.example/scalar", Public.URI)
                .replace("\"to\":[\"" + Public.URI + "\"]", "\"to\":\"" + Public.URI + "\"");
        assertThat(fixture.relay.accept(Verified.byHttp(scalar))).isEqualTo(new Relay.Outcome.Accepted("relayed"));
    }

    @Test
    void a_private_post_is_refused_and_never_reaches_the_log() {
        Relay.Outcome outcome =
                fixture.relay.accept(Verified.byDocument(create(NOTE, "https://m.example/users/a/followers")));

        assertThat(refusal(outcome)).isEqualTo(Refusal.NOT_PUBLIC);
        assertThat(fixture.log()).isEmpty();
    }

    @Test
    void an_unlisted_post_is_relayed_only_by_option() {
        String unlisted = create(NOTE, "https://m.example/users/a/followers")
                .replace("\"cc\":[]", "\"cc\":[\"" + Public.URI + "\"]");
        RelayFixture willing = new RelayFixture(
                        new RelayPolicy(RelayPolicy.Follow.OPEN, RelayPolicy.Publish.SUBSCRIBERS, true))
                .subscribed("m.example", Style.PUBLIC);

        assertThat(refusal(fixture.relay.accept(Verified.byDocument(unlisted)))).isEqualTo(Refusal.NOT_PUBLIC);
        assertThat(willing.relay.accept(Verified.byDocument(unlisted)))
                .isEqualTo(new Relay.Outcome.Accepted("relayed"));
    }

    @Test
    void an_object_or_author_of_another_host_is_refused() {
        String foreignObject = create("https://victim.example/notes/1", Public.URI);
        String foreignAuthor = create(NOTE, Public.URI)
                .replace(
                        "\"attributedTo\":\"https://m.example/users/a\"",
                        "\"attributedTo\":[\"https://victim.example/users/v\"]");

        assertThat(refusal(fixture.relay.accept(Verified.byDocument(foreignObject))))
                .isEqualTo(Refusal.ORIGIN_MISMATCH);
        assertThat(refusal(fixture.relay.accept(Verified.byDocument(foreignAuthor))))
                .isEqualTo(Refusal.ORIGIN_MISMATCH);
        assertThat(fixture.log()).isEmpty();
    }

    @Test
    void who_does_not_subscribe_may_not_publish_unless_allowed_or_open() {
        String json = create("https://stranger.example/1", Public.URI).replace("m.example", "stranger.example");
        RelayFixture listed =
                new RelayFixture(new RelayPolicy(RelayPolicy.Follow.OPEN, RelayPolicy.Publish.ALLOW_LIST, false));
        RelayFixture open = new RelayFixture(new RelayPolicy(RelayPolicy.Follow.OPEN, RelayPolicy.Publish.OPEN, false));

        assertThat(refusal(fixture.relay.accept(Verified.byHttp(json)))).isEqualTo(Refusal.NOT_SUBSCRIBED);
        assertThat(refusal(listed.relay.accept(Verified.byHttp(json)))).isEqualTo(Refusal.NOT_SUBSCRIBED);
        listed.store.domainRules().put(new DomainRules.DomainRule("stranger.example", DomainRules.Kind.ALLOW, ""));
        assertThat(listed.relay.accept(Verified.byHttp(json))).isEqualTo(new Relay.Outcome.Accepted("relayed"));
        assertThat(open.relay.accept(Verified.byHttp(json))).isEqualTo(new Relay.Outcome.Accepted("relayed"));
    }

    @Test
    void an_update_goes_on_only_as_it_came() {
        String json = activity("Update", "https://m.example/u/1", "{\"id\":\"" + NOTE + "\",\"type\":\"Note\"}");

        assertThat(fixture.relay.accept(Verified.byHttp(json)))
                .isEqualTo(new Relay.Outcome.Ignored("update_without_document_signature"));
        assertThat(fixture.relay.accept(Verified.byDocument(json))).isEqualTo(new Relay.Outcome.Accepted("relayed"));
        LogEntry entry = fixture.onlyEntry();
        assertThat(audience(entry).publicStyle()).isEqualTo(Form.RECEIVED);
        assertThat(audience(entry).actorStyle()).isEqualTo(Form.NONE);
    }

    @Test
    void two_updates_of_one_object_both_go_on() {
        String object = "{\"id\":\"" + NOTE + "\",\"type\":\"Note\"}";
        fixture.relay.accept(Verified.byDocument(activity("Update", "https://m.example/u/1", object)));
        fixture.relay.accept(Verified.byDocument(activity("Update", "https://m.example/u/2", object)));

        assertThat(fixture.log()).extracting(LogEntry::orderKey).containsExactly(NOTE, NOTE);
    }

    @Test
    void a_signed_delete_is_forwarded_and_takes_our_announce_back() {
        fixture.relay.accept(Verified.byDocument(create(NOTE, Public.URI)));
        String announceId = own(fixture.log().getFirst()).id().orElseThrow();

        fixture.relay.accept(Verified.byDocument(delete(NOTE)));

        LogEntry entry = fixture.log().get(1);
        assertThat(audience(entry).publicStyle()).isEqualTo(Form.RECEIVED);
        assertThat(audience(entry).actorStyle()).isEqualTo(Form.OWN);
        assertThat(entry.orderKey()).isEqualTo(NOTE);
        var undo = own(entry);
        assertThat(undo.types()).containsExactly("Undo");
        assertThat(undo.object("object").orElseThrow().id()).contains(announceId);
        assertThat(undo.object("object").orElseThrow().string("object")).contains(NOTE);
        assertThat(undo.ids("to")).containsExactly(R.followers());
    }

    @Test
    void a_delete_without_document_signature_takes_our_announce_back_everywhere_once() {
        fixture.relay.accept(Verified.byHttp(create(NOTE, Public.URI)));

        fixture.relay.accept(Verified.byHttp(delete(NOTE)));
        Relay.Outcome again = fixture.relay.accept(Verified.byHttp(delete(NOTE).replace("#delete", "#delete2")));

        LogEntry entry = fixture.log().get(1);
        assertThat(audience(entry).publicStyle()).isEqualTo(Form.OWN);
        assertThat(audience(entry).actorStyle()).isEqualTo(Form.OWN);
        assertThat(again).isEqualTo(new Relay.Outcome.Ignored("delete_of_nothing_announced"));
    }

    /** Whoever brings a Delete first, with something added to it, must not keep it from those who have the original. */
    @Test
    void a_delete_that_came_without_document_signature_goes_on_when_it_comes_with_it() {
        fixture.subscribed("n.example", Style.PUBLIC);
        for (String object : List.of(NOTE, "https://m.example/users/a")) {
            fixture.relay.accept(Verified.byDocument(create(NOTE, Public.URI)));
            fixture.relay.accept(Verified.byHttp(delete(object)));

            assertThat(fixture.relay.accept(Verified.byDocument(delete(object))))
                    .isEqualTo(new Relay.Outcome.Accepted("relayed"));

            assertThat(audience(fixture.log().getLast()).publicStyle()).isEqualTo(Form.RECEIVED);
            assertThat(fixture.relay.accept(Verified.byDocument(delete(object))))
                    .isEqualTo(new Relay.Outcome.Ignored("duplicate"));
        }
    }

    @Test
    void nobody_takes_back_what_another_author_of_the_host_wrote() {
        fixture.relay.accept(Verified.byHttp(create(NOTE, Public.URI)));

        Relay.Outcome outcome =
                fixture.relay.accept(Verified.byHttp(delete(NOTE).replace("/users/a\"", "/users/mallory\"")));

        assertThat(outcome).isEqualTo(new Relay.Outcome.Ignored("delete_of_nothing_announced"));
        assertThat(fixture.log()).hasSize(1);
    }

    @Test
    void a_deleted_actor_takes_back_all_that_was_announced_of_it() {
        fixture.relay.accept(Verified.byHttp(create(NOTE, Public.URI)));
        fixture.relay.accept(Verified.byHttp(create("https://m.example/users/a/statuses/2", Public.URI)));

        fixture.relay.accept(Verified.byDocument(delete("https://m.example/users/a")));

        List<LogEntry> deletion = fixture.log().subList(2, fixture.log().size());
        assertThat(audience(deletion.getFirst()).publicStyle()).isEqualTo(Form.RECEIVED);
        assertThat(deletion.subList(1, 3))
                .allSatisfy(entry -> assertThat(own(entry).types()).containsExactly("Undo"))
                .extracting(LogEntry::orderKey)
                .containsExactlyInAnyOrder(NOTE, "https://m.example/users/a/statuses/2");
    }

    @Test
    void a_litepub_servers_announce_is_announced_with_the_same_object_although_it_names_followers_only() {
        fixture.subscribed("p.example", Style.ACTOR);

        fixture.relay.accept(Verified.byHttp(announce("https://p.example/relay", "https://p.example/objects/1")));

        LogEntry entry = fixture.onlyEntry();
        assertThat(own(entry).string("object")).contains("https://p.example/objects/1");
        assertThat(audience(entry).publicStyle()).isEqualTo(Form.OWN);
        assertThat(audience(entry).actorStyle()).isEqualTo(Form.OWN);
        assertThat(audience(entry).except()).containsExactly("p.example");
    }

    @Test
    void a_persons_boost_is_ignored() {
        Relay.Outcome outcome =
                fixture.relay.accept(Verified.byHttp(announce("https://m.example/users/a", "https://far.example/1")));

        assertThat(outcome).isEqualTo(new Relay.Outcome.Ignored("boost"));
        assertThat(fixture.log()).isEmpty();
    }

    @Test
    void an_announce_of_our_own_announce_or_of_a_blocked_host_ends_here() {
        fixture.subscribed("p.example", Style.ACTOR);
        fixture.store.domainRules().put(new DomainRules.DomainRule("bad.example", DomainRules.Kind.BLOCK, "spam"));

        assertThat(fixture.relay.accept(Verified.byHttp(announce("https://p.example/relay", R.activity("1")))))
                .isEqualTo(new Relay.Outcome.Ignored("object_of_our_own"));
        assertThat(fixture.relay.accept(
                        Verified.byHttp(announce("https://p.example/relay", "https://x.bad.example/1"))))
                .isEqualTo(new Relay.Outcome.Ignored("object_of_blocked_host"));
    }

    @Test
    void the_groups_of_a_subscribed_nodebb_publish_by_embedding_but_its_persons_do_not() {
        fixture.subscribed("n.example", Style.ACTOR);
        fixture.actor("https://n.example/category/1", "Group", "https://n.example/category/1/inbox", "");
        fixture.actor("https://n.example/uid/1", "Person", "https://n.example/uid/1/inbox", "");
        String post = "{\"id\":\"https://n.example/post/1\",\"type\":\"Article\",\"to\":[\"" + Public.URI
                + "\"],\"attributedTo\":\"https://n.example/uid/1\"}";
        String byGroup = announce("https://n.example/category/1", "OBJECT").replace("\"OBJECT\"", post);

        assertThat(fixture.relay.accept(Verified.byHttp(byGroup.replace("category", "uid"))))
                .isEqualTo(new Relay.Outcome.Ignored("boost"));
        assertThat(fixture.relay.accept(Verified.byHttp(byGroup))).isEqualTo(new Relay.Outcome.Accepted("relayed"));
        assertThat(refusal(fixture.relay.accept(Verified.byHttp(byGroup.replace("post/1", "post/2")
                        .replace("\"https://n.example/uid/1\"", "\"https://victim.example/v\"")))))
                .isEqualTo(Refusal.ORIGIN_MISMATCH);
    }

    @Test
    void a_person_that_follows_the_relay_does_not_publish_by_boosting() {
        String person = "https://p.example/users/x";
        fixture.actor(person, "Person", person + "/inbox", "");
        fixture.relay.accept(Verified.byHttp(activity("Follow", "https://p.example/f", "\"" + R.actor() + "\"")
                .replace("https://m.example/users/a", person)));

        assertThat(fixture.relay.accept(Verified.byHttp(announce(person, "https://p.example/notes/1"))))
                .isEqualTo(new Relay.Outcome.Ignored("boost"));
    }

    @Test
    void nobody_makes_subscribers_fetch_from_a_host_that_may_not_publish() {
        fixture.subscribed("p.example", Style.ACTOR);

        assertThat(fixture.relay.accept(
                        Verified.byHttp(announce("https://p.example/relay", "https://victim.example/search?q=1"))))
                .isEqualTo(new Relay.Outcome.Ignored("object_of_host_that_may_not_publish"));
    }

    @Test
    void nobody_burns_the_id_of_a_delete_by_announcing_it() {
        fixture.subscribed("p.example", Style.ACTOR);
        fixture.relay.accept(Verified.byDocument(create(NOTE, Public.URI)));

        fixture.relay.accept(Verified.byHttp(announce("https://p.example/relay", NOTE + "#delete")));

        assertThat(fixture.relay.accept(Verified.byDocument(delete(NOTE))))
                .isEqualTo(new Relay.Outcome.Accepted("relayed"));
    }

    @Test
    void a_move_needs_no_audience_but_only_its_actor_can_move() {
        // Mastodon's Move has neither to nor cc.
        String move = "{\"id\":\"https://m.example/m/1\",\"type\":\"Move\",\"actor\":\"https://m.example/users/a\","
                + "\"object\":\"https://m.example/users/a\",\"target\":\"https://new.example/users/a\"}";

        assertThat(fixture.relay.accept(Verified.byDocument(move))).isEqualTo(new Relay.Outcome.Accepted("relayed"));
        assertThat(refusal(fixture.relay.accept(Verified.byDocument(move.replace(
                        "\"object\":\"https://m.example/users/a\"", "\"object\":\"https://m.example/users/b\"")))))
                .isEqualTo(Refusal.ORIGIN_MISMATCH);
    }

    @Test
    void what_misskey_would_refuse_for_its_size_is_announced() {
        String big = create(NOTE, Public.URI).replace("\"hi\"", "\"" + "x".repeat(70_000) + "\"");

        fixture.relay.accept(Verified.byDocument(big));

        assertThat(audience(fixture.onlyEntry()).publicStyle()).isEqualTo(Form.OWN);
    }

    @Test
    void nodebb_announces_with_an_embedded_public_object() {
        fixture.subscribed("p.example", Style.ACTOR);
        String embedded = announce("https://p.example/relay", "https://p.example/post/1")
                .replace(
                        "\"https://p.example/post/1\"",
                        "{\"id\":\"https://p.example/post/1\",\"type\":\"Article\",\"to\":[\"" + Public.URI
                                + "\"],\"attributedTo\":\"https://p.example/uid/1\"}");

        fixture.relay.accept(Verified.byHttp(embedded));
        Relay.Outcome hidden = fixture.relay.accept(
                Verified.byHttp(embedded.replace("post/1", "post/2").replace(Public.URI, "https://p.example/f")));

        assertThat(own(fixture.onlyEntry()).string("object")).contains("https://p.example/post/1");
        assertThat(refusal(hidden)).isEqualTo(Refusal.NOT_PUBLIC);
    }

    @Test
    void likes_and_the_like_are_taken_and_go_nowhere() {
        Relay.Outcome outcome =
                fixture.relay.accept(Verified.byHttp(activity("Like", "https://m.example/l/1", "\"" + NOTE + "\"")));

        assertThat(outcome).isEqualTo(new Relay.Outcome.Ignored("type_not_relayed"));
    }

    private static Refusal refusal(Relay.Outcome outcome) {
        assertThat(outcome).isInstanceOf(Relay.Outcome.Refused.class);
        return ((Relay.Outcome.Refused) outcome).refused().code();
    }

    private static String create(String note, String to) {
        return """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s/activity","type":"Create",\
                "actor":"https://m.example/users/a","to":["%s"],"cc":[],\
                "object":{"id":"%s","type":"Note","attributedTo":"https://m.example/users/a","content":"hi"}}""".formatted(note.startsWith("https://m.example") ? note : "https://m.example/x", to, note);
    }

    private static String delete(String object) {
        return activity("Delete", object + "#delete", "\"" + object + "\"");
    }

    private static String activity(String type, String id, String object) {
        return """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s","type":"%s",\
                "actor":"https://m.example/users/a","to":["%s"],"object":%s}""".formatted(id, type, Public.URI, object);
    }

    private static String announce(String actor, String object) {
        return """
                {"@context":"https://www.w3.org/ns/activitystreams","id":"%s/announce/%s","type":"Announce",\
                "actor":"%s","to":["%s/followers"],"object":"%s"}""".formatted(actor, Integer.toHexString(object.hashCode()), actor, actor, object);
    }
}
