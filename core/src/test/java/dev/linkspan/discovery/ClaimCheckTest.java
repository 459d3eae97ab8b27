package dev.linkspan.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moves and authorizations: everybody whom they concern has to say so. */
class ClaimCheckTest {

    private static final String OLD = "https://old.example/users/alice";
    private static final String NEW = "https://new.example/users/alice";
    private static final String AUTHOR = "https://social.example/users/bob";
    private static final String POST = "https://social.example/notes/1";
    private static final String STAMP = "https://social.example/stamps/1";
    private static final String QUOTING = "https://quoter.example/notes/9";

    private final FakeWeb web = new FakeWeb();

    @Test
    void o21_a_move_that_both_sides_tell_is_confirmed() {
        actor(OLD, "'movedTo':'" + NEW + "',");
        actor(NEW, "'alsoKnownAs':['https://other.example/a','" + OLD + "'],");

        assertThat(web.network().move(OLD, NEW))
                .isInstanceOfSatisfying(
                        ClaimCheck.Confirmed.class,
                        confirmed -> assertThat(confirmed.witness().id()).isEqualTo(NEW));
    }

    @Test
    void o21_a_target_that_does_not_know_the_source_refutes_the_move() {
        actor(OLD, "'movedTo':'" + NEW + "',");
        actor(NEW, "'alsoKnownAs':['https://other.example/a'],");

        assertThat(refuted(OLD, NEW)).contains("does not know");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'movedTo':'https://elsewhere.example/users/alice',", "'movedTo':7,"})
    void o21_a_source_that_does_not_say_that_it_moved_there_refutes_the_move(String movedTo) {
        actor(OLD, movedTo);
        actor(NEW, "'alsoKnownAs':['" + OLD + "'],");

        assertThat(refuted(OLD, NEW)).contains("does not say that it moved");
    }

    @Test
    void o21_a_target_that_moved_on_refutes_the_move() {
        actor(OLD, "'movedTo':'" + NEW + "','alsoKnownAs':'" + NEW + "',");
        actor(NEW, "'movedTo':'" + OLD + "','alsoKnownAs':'" + OLD + "',");

        assertThat(refuted(OLD, NEW)).contains("moved on");
        assertThat(refuted(OLD, OLD)).contains("to itself");
    }

    @Test
    void o21_a_move_to_somebody_who_is_not_there_is_not_confirmed() {
        actor(OLD, "'movedTo':'" + NEW + "',");

        assertThat(web.network().move(OLD, NEW))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.NOT_FOUND));
    }

    @Test
    void o22_an_authorization_by_the_author_that_names_both_posts_is_confirmed() {
        stamp(STAMP, "QuoteAuthorization", AUTHOR, QUOTING, POST);

        assertThat(web.network().authorization(claim(STAMP))).isInstanceOf(ClaimCheck.Confirmed.class);
    }

    @Test
    void o22_an_authorization_on_another_server_is_not_even_fetched() {
        String forged = "https://quoter.example/stamps/1";
        stamp(forged, "QuoteAuthorization", AUTHOR, QUOTING, POST);

        assertThat(web.network().authorization(claim(forged))).isInstanceOf(ClaimCheck.Refuted.class);
        assertThat(web.asked).isEmpty();
    }

    @Test
    void o22_an_authorization_that_is_served_under_another_id_is_refused() {
        web.redirect(STAMP, "https://quoter.example/stamps/1");
        stamp("https://quoter.example/stamps/1", "QuoteAuthorization", AUTHOR, QUOTING, POST);

        assertThat(web.network().authorization(claim(STAMP)))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.CONTRADICTED));
    }

    @Test
    void o22_an_authorization_of_another_kind_author_or_post_is_refuted() {
        stamp(STAMP, "ReplyAuthorization", AUTHOR, QUOTING, POST);
        assertThat(web.network().authorization(claim(STAMP))).isInstanceOf(ClaimCheck.Refuted.class);
        stamp(STAMP, "QuoteAuthorization", "https://social.example/users/eve", QUOTING, POST);
        assertThat(web.network().authorization(claim(STAMP))).isInstanceOf(ClaimCheck.Refuted.class);
        stamp(STAMP, "QuoteAuthorization", AUTHOR, "https://quoter.example/notes/10", POST);
        assertThat(web.network().authorization(claim(STAMP))).isInstanceOf(ClaimCheck.Refuted.class);
        stamp(STAMP, "QuoteAuthorization", AUTHOR, QUOTING, "https://social.example/notes/2");
        assertThat(web.network().authorization(claim(STAMP))).isInstanceOf(ClaimCheck.Refuted.class);
    }

    @Test
    void o22_an_authorization_that_was_withdrawn_is_gone() {
        web.refuse(STAMP, 410);

        assertThat(web.network().authorization(claim(STAMP)))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.reason()).isEqualTo(Missing.Reason.GONE));
    }

    private static AuthorizationClaim claim(String authorization) {
        return new AuthorizationClaim("QuoteAuthorization", authorization, QUOTING, POST, AUTHOR);
    }

    private void stamp(String id, String type, String author, String interacting, String target) {
        web.document(id, """
                {'@context':['https://www.w3.org/ns/activitystreams',{'gts':'https://gotosocial.org/ns#',
                'QuoteAuthorization':'https://w3id.org/fep/044f#QuoteAuthorization',
                'ReplyAuthorization':'gts:ReplyAuthorization',
                'interactingObject':{'@id':'gts:interactingObject','@type':'@id'},
                'interactionTarget':{'@id':'gts:interactionTarget','@type':'@id'}}],
                'id':'%s','type':'%s','attributedTo':'%s','interactingObject':'%s','interactionTarget':'%s'}""".formatted(id, type, author, interacting, target));
    }

    private void actor(String id, String members) {
        web.document(
                id,
                "{'@context':'https://www.w3.org/ns/activitystreams'," + members + "'id':'" + id
                        + "','type':'Person','inbox':'" + id + "/inbox'}");
    }

    private String refuted(String from, String to) {
        ClaimCheck check = web.network().move(from, to);
        assertThat(check).isInstanceOf(ClaimCheck.Refuted.class);
        return ((ClaimCheck.Refuted) check).detail();
    }
}
