package dev.linkspan.discovery;

import static dev.linkspan.discovery.FakeWeb.AS2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.client.Exchange;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Ref;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which id what is fetched counts, and how far it is believed. */
class ObjectLookupTest {

    private static final String NOTE = "https://social.example/notes/1";
    private static final String PAGE = "https://social.example/@alice/1";

    private final FakeWeb web = new FakeWeb();

    @Test
    void finds_an_object_at_its_id() {
        note(NOTE, NOTE);

        FoundObject found = found(web.network().fetch(NOTE));

        assertThat(found.id()).isEqualTo(NOTE);
        assertThat(found.view().typeName()).isEqualTo("Note");
        assertThat(found.trust()).isEqualTo(Trust.FETCHED_FROM_ORIGIN);
    }

    @ParameterizedTest
    @CsvSource({
        "https://SOCIAL.example/notes/1",
        "https://social.example:443/notes/1",
        "https://social.example/notes/1#section"
    })
    void o06_spellings_of_one_address_are_one(String id) {
        note(NOTE, id);

        assertThat(found(web.network().fetch(NOTE)).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://victim.example/notes/1",
                "http://social.example/notes/1",
                "https://social.example:8443/notes/1",
                "https://sub.social.example/notes/1",
                "https://social.example@victim.example/notes/1",
                "urn:uuid:0d2b5b0c-0f6d-4d1c-8f35-0f7f3f6c3c3e"
            })
    void o03_a_document_that_claims_to_be_of_another_origin_is_refused(String id) {
        note(NOTE, id);

        assertThat(missing(web.network().fetch(NOTE)).reason()).isEqualTo(Missing.Reason.CONTRADICTED);
        assertThat(missing(web.network().find(NOTE)).reason()).isEqualTo(Missing.Reason.CONTRADICTED);
        assertThat(web.asked).containsOnly(NOTE);
    }

    @Test
    void o04_a_document_of_another_id_on_the_same_host_is_asked_for_there_once() {
        note(PAGE, NOTE);
        note(NOTE, NOTE);

        assertThat(found(web.network().find(PAGE)).id()).isEqualTo(NOTE);
        assertThat(web.asked).containsExactly(PAGE, NOTE);
    }

    @Test
    void o04_an_id_that_is_not_found_at_itself_is_refused() {
        note(PAGE, NOTE);
        note(NOTE, PAGE);

        assertThat(missing(web.network().find(PAGE)).reason()).isEqualTo(Missing.Reason.CONTRADICTED);
        assertThat(web.asked).containsExactly(PAGE, NOTE);
    }

    @Test
    void o05_a_redirect_from_elsewhere_gives_nobody_a_victims_document() {
        web.redirect("https://evil.example/notes/1", NOTE);
        note(NOTE, NOTE);

        assertThat(missing(web.network().fetch("https://evil.example/notes/1")).reason())
                .isEqualTo(Missing.Reason.CONTRADICTED);
        assertThat(found(web.network().find("https://evil.example/notes/1")).id())
                .isEqualTo(NOTE);
    }

    @Test
    void o05_an_open_redirect_of_a_victim_makes_no_document_the_victims() {
        web.redirect(NOTE, "https://evil.example/notes/1");
        note("https://evil.example/notes/1", NOTE);

        assertThat(missing(web.network().fetch(NOTE)).reason()).isEqualTo(Missing.Reason.CONTRADICTED);
        assertThat(missing(web.network().find(NOTE)).reason()).isEqualTo(Missing.Reason.CONTRADICTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'id':'',", "'id':7,", "'id':['https://social.example/notes/1'],", "'id':{},"})
    void o17_a_document_without_an_id_is_nothing(String id) {
        web.document(NOTE, "{" + id + "'type':'Note'}");

        assertThat(missing(web.network().fetch(NOTE)).reason()).isEqualTo(Missing.Reason.UNUSABLE_ANSWER);
    }

    @Test
    void o18_what_is_fetched_does_not_choose_under_which_id_it_counts() {
        note("https://social.example/notes/2", NOTE);
        note(NOTE, NOTE);

        assertThat(missing(web.network().fetch("https://social.example/notes/2"))
                        .reason())
                .isEqualTo(Missing.Reason.CONTRADICTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/octet-stream", "image/png", "application/json", "application/ld+json"
            })
    void o01_what_has_another_media_type_is_no_document(String type) {
        web.serve(NOTE, type, "{\"id\":\"" + NOTE + "\",\"type\":\"Note\"}");

        assertThat(missing(web.network().fetch(NOTE)).reason()).isEqualTo(Missing.Reason.UNUSABLE_ANSWER);
        assertThat(missing(web.network().find(NOTE)).reason()).isEqualTo(Missing.Reason.UNUSABLE_ANSWER);
    }

    @Test
    void o08_an_author_of_another_origin_did_not_say_it() {
        web.document(NOTE, "{'id':'" + NOTE + "','type':'Note','attributedTo':['https://victim.example/users/bob']}");

        assertThat(found(web.network().fetch(NOTE)).trust()).isEqualTo(Trust.UNTRUSTED);
    }

    @Test
    void o08_an_embedded_object_of_another_origin_is_fetched() {
        String foreign = "https://victim.example/notes/9";
        web.document(foreign, "{'id':'" + foreign + "','type':'Note','content':'true'}");
        Ref<Entity> shown = embedded("{'id':'" + foreign + "','type':'Note','content':'forged'}");

        assertThat(web.network().resolve(shown, NOTE, Trust.FETCHED_FROM_ORIGIN))
                .isInstanceOfSatisfying(Resolved.class, resolved -> {
                    assertThat(resolved.object().string("content")).contains("true");
                    assertThat(resolved.trust()).isEqualTo(Trust.FETCHED_FROM_ORIGIN);
                });
    }

    @Test
    void o08_an_embedded_object_of_the_same_origin_is_taken_as_shown() {
        Ref<Entity> shown = embedded("{'id':'https://social.example/notes/2','type':'Note'}");

        assertThat(web.network().resolve(shown, NOTE, Trust.SIGNED_BY_ACTOR))
                .isEqualTo(new Resolved(shown.embedded().orElseThrow(), Trust.EMBEDDED_SAME_ORIGIN));
        assertThat(web.asked).isEmpty();
    }

    @Test
    void o08_nothing_in_an_untrusted_document_is_taken_as_shown() {
        Ref<Entity> shown = embedded("{'id':'https://social.example/notes/2','type':'Note'}");

        assertThat(web.network().resolve(shown, NOTE, Trust.UNTRUSTED)).isInstanceOf(Missing.class);
        assertThat(web.asked).containsExactly("https://social.example/notes/2");
        assertThat(web.network().resolve(embedded("{'type':'Note'}"), NOTE, Trust.UNTRUSTED))
                .isInstanceOf(Missing.class);
    }

    @Test
    void o07_addresses_on_other_hosts_are_told() {
        String actor = "https://social.example/users/alice";
        web.document(
                actor,
                ("{'@context':'https://www.w3.org/ns/activitystreams','id':'%s','type':'Person',"
                                + "'inbox':'https://in.example/alice','outbox':'%s/outbox',"
                                + "'endpoints':{'sharedInbox':'https://in.example/inbox'}}")
                        .formatted(actor, actor));

        FoundObject found = found(web.network().fetch(actor));

        assertThat(found.elsewhere()).containsExactly("inbox", "sharedInbox");
        assertThat(found.actor()).map(RemoteActor::inbox).contains("https://in.example/alice");
    }

    @Test
    void o19_a_page_on_another_host_than_the_id_is_taken_and_told() {
        web.document(NOTE, "{'id':'" + NOTE + "','type':'Note','url':'https://www.social.example/@alice/1'}");

        FoundObject found = found(web.network().fetch(NOTE));

        assertThat(found.trust()).isEqualTo(Trust.FETCHED_FROM_ORIGIN);
        assertThat(found.elsewhere()).containsExactly("url");
    }

    @Test
    void a_page_for_people_leads_to_its_document_by_a_link_element() {
        web.serve(PAGE, "text/html; charset=utf-8", """
                <!doctype html><html><head><title><link rel=alternate type=application/activity+json href=/wrong></title>
                <link rel="alternate" type="application/rss+xml" href="/feed">
                <link href="/notes/1" rel='alternate' type='application/activity+json'>""");
        note(NOTE, NOTE);

        assertThat(found(web.network().find(PAGE)).id()).isEqualTo(NOTE);
        assertThat(missing(web.network().fetch(PAGE)).reason()).isEqualTo(Missing.Reason.UNUSABLE_ANSWER);
    }

    @Test
    void a_page_for_people_leads_to_its_document_by_a_link_field() {
        web.answer(
                PAGE,
                new Exchange.Answered(
                        200,
                        Fields.of(
                                "Content-Type",
                                "text/html",
                                "Link",
                                "</feed>; rel=alternate; type=\"application/rss+xml\", </notes/1>; rel=\"alternate\";"
                                        + " type=\"application/activity+json\""),
                        Body.none()));
        note(NOTE, NOTE);

        assertThat(found(web.network().find(PAGE)).id()).isEqualTo(NOTE);
    }

    @Test
    void a_link_that_anybody_may_have_written_into_a_text_leads_nowhere() {
        web.serve(
                PAGE,
                "text/html",
                "<body><a rel=\"alternate\" type=\"application/activity+json\" href=\"/notes/1\">x</a>");
        note(NOTE, NOTE);

        assertThat(web.network().find(PAGE)).isInstanceOf(Missing.class);
    }

    @Test
    void a_document_that_a_page_names_must_be_its_own_all_the_same() {
        web.serve(
                PAGE,
                "text/html",
                "<link rel=\"alternate\" type=\"application/activity+json\" href=\"https://evil.example/1\">");
        note("https://evil.example/1", NOTE);

        assertThat(missing(web.network().find(PAGE)).reason()).isEqualTo(Missing.Reason.CONTRADICTED);
    }

    @Test
    void finds_an_actor_by_its_name() {
        String actor = "https://social.example/users/alice";
        web.webFinger("alice@social.example", "alice@social.example", actor);
        web.actor(actor, "alice");

        assertThat(found(web.network().find("@alice@social.example")).id()).isEqualTo(actor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "@alice@a@b", "file:///etc/passwd", "data:,x", "", "https://", "https://a b/"})
    void n10_what_is_neither_a_name_nor_an_address_is_asked_of_nobody(String text) {
        assertThat(missing(web.network().find(text)).reason()).isEqualTo(Missing.Reason.UNUSABLE_NAME);
        assertThat(missing(web.network().fetch(text)).reason()).isEqualTo(Missing.Reason.UNUSABLE_NAME);
        assertThat(web.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "404, NOT_FOUND",
        "410, GONE",
        "401, DENIED",
        "403, DENIED",
        "429, UNREACHABLE",
        "500, UNREACHABLE",
        "406, UNUSABLE_ANSWER"
    })
    void tells_apart_why_there_is_nothing(int status, Missing.Reason reason) {
        web.refuse(NOTE, status);

        assertThat(missing(web.network().fetch(NOTE)).reason()).isEqualTo(reason);
    }

    @Test
    void a_document_that_cannot_be_read_is_told_in_words() {
        web.serve(NOTE, AS2, "{\"id\":");

        assertThat(missing(web.network().fetch(NOTE)).reason()).isEqualTo(Missing.Reason.UNUSABLE_ANSWER);
    }

    private void note(String url, String id) {
        web.document(url, "{'@context':'https://www.w3.org/ns/activitystreams','id':'%s','type':'Note'}".formatted(id));
    }

    private static Ref<Entity> embedded(String json) {
        JsonText.Result parsed = JsonText.parse(Body.of(json.replace('\'', '"')));
        return new Ref.Embedded<>(Entity.of(((JsonText.Result.Document) parsed).object()));
    }

    private static FoundObject found(ObjectLookup lookup) {
        assertThat(lookup).isInstanceOf(FoundObject.class);
        return (FoundObject) lookup;
    }

    private static Missing missing(ObjectLookup lookup) {
        assertThat(lookup).isInstanceOf(Missing.class);
        return (Missing) lookup;
    }
}
