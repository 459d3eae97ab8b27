package dev.linkspan.discovery;

import static dev.linkspan.discovery.FakeWeb.webFingerUrl;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name and an actor are an account if each leads to the other. */
class RoundTripTest {

    private static final String ACTOR = "https://social.example/users/alice";
    private static final String NAME = "alice@social.example";

    private final FakeWeb web = new FakeWeb();

    @Test
    void finds_the_account_of_a_name() {
        web.webFinger(NAME, NAME, ACTOR);
        web.actor(ACTOR, "alice");

        Account account = found(NAME);

        assertThat(account.handle()).hasToString(NAME);
        assertThat(account.actor().id()).isEqualTo(ACTOR);
        assertThat(account.actor().trust()).isEqualTo(Trust.FETCHED_FROM_ORIGIN);
        assertThat(web.asked).containsExactly(webFingerUrl(NAME), ACTOR);
    }

    @Test
    void finds_an_account_whose_name_is_on_another_host_than_its_actor() {
        web.webFinger("alice@example.com", "alice@example.com", ACTOR);
        web.webFinger(NAME, "alice@example.com", ACTOR);
        web.actor(ACTOR, "alice");

        assertThat(found("alice@example.com").handle()).hasToString("alice@example.com");
    }

    @Test
    void a_name_may_lead_to_the_proper_one() {
        web.webFinger("me@alice.example", NAME, ACTOR);
        web.webFinger(NAME, NAME, ACTOR);
        web.actor(ACTOR, "alice");

        assertThat(found("me@alice.example").handle()).hasToString(NAME);
    }

    @Test
    void an_actor_may_tell_its_name_in_so_many_words() {
        web.webFinger("alice@example.com", "alice@example.com", ACTOR);
        web.document(
                ACTOR,
                "{'@context':['https://www.w3.org/ns/activitystreams','https://purl.archive.org/socialweb/webfinger'],"
                        + "'id':'%s','type':'Person','inbox':'%s/inbox','webfinger':'alice@example.com'}"
                                .formatted(ACTOR, ACTOR));

        assertThat(found("alice@example.com").handle()).hasToString("alice@example.com");
    }

    @Test
    void finds_the_name_of_an_actor() {
        web.webFinger(NAME, NAME, ACTOR);
        web.actor(ACTOR, "alice");
        FoundObject actor = (FoundObject) web.network().fetch(ACTOR);

        assertThat(web.network().account(actor))
                .isInstanceOfSatisfying(
                        Account.class, account -> assertThat(account.handle()).hasToString(NAME));
    }

    @Test
    void o23_a_name_that_points_at_somebody_elses_actor_is_not_its_name() {
        web.webFinger("alice@evil.example", "alice@evil.example", ACTOR);
        web.webFinger(NAME, NAME, ACTOR);
        web.actor(ACTOR, "alice");

        assertThat(contradicted("alice@evil.example")).contains(ACTOR, NAME);
    }

    @Test
    void o23_an_actor_that_claims_a_name_of_another_host_needs_its_word() {
        String evil = "https://evil.example/users/alice";
        web.webFinger("alice@evil.example", NAME, evil);
        web.webFinger(NAME, NAME, ACTOR);
        web.actor(evil, "alice");
        FoundObject actor = (FoundObject) web.network().fetch(evil);

        assertThat(web.network().account(actor))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.CONTRADICTED));
    }

    @Test
    void o23_a_subject_of_another_host_counts_as_that_host_says() {
        String evil = "https://evil.example/users/alice";
        web.webFinger("alice@evil.example", NAME, evil);
        web.webFinger(NAME, NAME, ACTOR);
        web.actor(evil, "alice");
        web.actor(ACTOR, "alice");

        assertThat(found("alice@evil.example").actor().id()).isEqualTo(ACTOR);
    }

    @Test
    void o23_names_that_lead_in_a_circle_or_further_end() {
        web.webFinger("a@one.example", "a@two.example", ACTOR);
        web.webFinger("a@two.example", "a@one.example", ACTOR);

        assertThat(contradicted("a@one.example")).contains("one step");
        assertThat(web.asked).hasSize(2);
    }

    @Test
    void o23_aliases_make_nobody_an_actor() {
        web.webFinger(NAME, "{'subject':'acct:" + NAME + "','aliases':['" + ACTOR + "'],'links':[]}");
        web.actor(ACTOR, "alice");

        assertThat(web.network().account(Handle.parse(NAME).orElseThrow()))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.NOT_FOUND));
    }

    @Test
    void o23_a_webfinger_that_is_redirected_to_another_host_proves_no_more() {
        web.redirect(webFingerUrl("alice@evil.example"), webFingerUrl(NAME));
        web.webFinger(NAME, NAME, ACTOR);
        web.actor(ACTOR, "alice");

        assertThat(found("alice@evil.example").handle()).hasToString(NAME);
    }

    @Test
    void an_actor_link_that_leads_to_another_actor_is_refused() {
        web.webFinger(NAME, NAME, "https://social.example/users/bob");
        web.redirect("https://social.example/users/bob", ACTOR);
        web.actor(ACTOR, "alice");

        assertThat(contradicted(NAME)).contains("not what was asked for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@victim.example", "a/b", "", "\\u202eecila", "al\\u0000ice"})
    void o28_an_actor_without_a_usable_name_has_no_account(String name) {
        web.actor(ACTOR, name);
        FoundObject actor = (FoundObject) web.network().fetch(ACTOR);

        assertThat(web.network().account(actor))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.CONTRADICTED));
        assertThat(web.asked).containsExactly(ACTOR);
    }

    private Account found(String name) {
        AccountLookup lookup = web.network().account(Handle.parse(name).orElseThrow());
        assertThat(lookup).isInstanceOf(Account.class);
        return (Account) lookup;
    }

    private String contradicted(String name) {
        AccountLookup lookup = web.network().account(Handle.parse(name).orElseThrow());
        assertThat(lookup)
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.CONTRADICTED));
        return ((Missing) lookup).detail();
    }
}
