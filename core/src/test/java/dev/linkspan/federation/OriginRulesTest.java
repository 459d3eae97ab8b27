package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word counts about what. The numbers in names are those of docs/attacks.md. */
class OriginRulesTest {

    private static final String MALLORY = "https://evil.example/users/mallory";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'https://evil.example/1','type':'Note','attributedTo':'https://victim.example/users/vera'}",
                "{'id':'https://evil.example/1','type':'Note','attributedTo':'https://evil.example/users/eve'}",
                "{'id':'https://evil.example/1','type':'Note','attributedTo':['https://victim.example/users/vera','ACTOR']}",
                "{'id':'https://victim.example/1','type':'Note','attributedTo':['ACTOR','https://victim.example/users/vera']}",
                "{'id':'https://evil.example/1','type':'Note','attributedTo':{'id':'https://victim.example/users/vera'}}",
                "{'id':'https://victim.example/1','type':'Note','attributedTo':'ACTOR'}",
                "{'id':'https://victim.example/1','type':'Note'}",
                "'https://victim.example/1'",
                "['https://evil.example/1','https://victim.example/1']"
            })
    void o10_nobody_makes_what_is_anothers(String object) {
        assertThat(isRefused("Create", object)).isTrue();
        assertThat(isRefused("Update", object)).isTrue();
    }

    @Test
    void o10_what_is_the_actors_own_may_have_more_authors_of_its_server_and_be_passed_on_by_anybody() {
        String group =
                "{'id':'https://evil.example/1','type':'Note','attributedTo':['ACTOR','https://evil.example/groups/g']}";

        assertThat(isRefused("Create", group)).isFalse();
        assertThat(isRefused("Announce", "'https://victim.example/1'")).isFalse();
        assertThat(isRefused("Like", "'https://victim.example/1'")).isFalse();
    }

    /** ADR 26; that the object is then UNTRUSTED, and the actor all that is proven, FederationInboxTest shows. */
    @Test
    void o10_with_authors_of_other_servers_the_actor_comes_first() {
        String both =
                "{'id':'https://evil.example/1','type':'Note','attributedTo':['ACTOR','https://victim.example/users/vera']}";

        assertThat(isRefused("Create", both)).isFalse();
        assertThat(isRefused("Update", both)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'https://victim.example/1'",
                "{'id':'https://victim.example/1','type':'Tombstone'}",
                "['https://evil.example/1','https://victim.example/1']",
                "'https://evil.example:8443/1'",
                "'http://evil.example/1'",
                "'https://evil.example.victim.example/1'"
            })
    void o11_nobody_deletes_what_is_on_another_server(String object) {
        assertThat(isRefused("Delete", object)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'https://victim.example/likes/1'",
                "{'id':'https://evil.example/1','type':'Like','actor':'https://evil.example/users/eve','object':'x:y'}",
                "{'id':'https://evil.example/1','type':'Follow','actor':'https://victim.example/users/vera','object':'x:y'}",
                "{'id':'https://victim.example/1','type':'Like','actor':'ACTOR','object':'x:y'}",
                "{'id':'https://evil.example/1','type':'Like','actor':['ACTOR','https://evil.example/users/eve']}"
            })
    void o11_nobody_takes_back_what_another_did(String undone) {
        assertThat(isRefused("Undo", undone)).isTrue();
    }

    @Test
    void o11_nobody_changes_another_actor_moves_it_or_adds_to_its_collections() {
        assertThat(isRefused("Update", "{'id':'https://evil.example/users/eve','type':'Person'}"))
                .as("on its own server")
                .isTrue();
        assertThat(isRefused("Update", "{'id':'https://evil.example/users/eve','type':['Note','Person']}"))
                .as("among other types")
                .isTrue();
        assertThat(isRefused("Update", "{'id':'ACTOR','type':'Person'}")).isFalse();
        assertThat(isRefused("Update", "{'id':'ACTOR','type':['Person','foaf:Person']}"))
                .isFalse();
        assertThat(isRefused("Move", "'https://evil.example/users/eve'")).isTrue();
        assertThat(isRefused("Add", "'https://evil.example/1','target':'https://victim.example/users/vera/featured'"))
                .isTrue();
        assertThat(isRefused(
                        "Remove", "'https://evil.example/1','target':'https://victim.example/users/vera/featured'"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/users/eve", "https://victim.example/users/vera"})
    void o12_nobody_counts_the_votes_of_anothers_poll(String owner) {
        assertThat(isRefused("Update", """
                {'id':'https://evil.example/polls/1','type':'Question','attributedTo':'%s',\
                'oneOf':[{'type':'Note','name':'yes','replies':{'type':'Collection','totalItems':999}}]}""".formatted(owner))).isTrue();
    }

    /** CVE-2024-37903. */
    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/users/eve", "https://victim.example/users/vera"})
    void o13_nobody_shows_anothers_post_to_more_people(String author) {
        assertThat(isRefused("Update", """
                {'id':'https://evil.example/1','type':'Note','attributedTo':'%s',\
                'to':'https://www.w3.org/ns/activitystreams#Public'}""".formatted(author))).isTrue();
    }

    private static boolean isRefused(String type, String object) {
        String json = ("{'type':'" + type + "','id':'https://evil.example/a/1','actor':'ACTOR','object':" + object
                        + "}")
                .replace("ACTOR", MALLORY)
                .replace('\'', '"');
        JsonText.Result parsed = JsonText.parse(Body.of(json));
        assertThat(parsed).isInstanceOf(JsonText.Result.Document.class);
        Activity activity = Activity.of(((JsonText.Result.Document) parsed).object());
        return OriginRules.refusal(activity, MALLORY).isPresent();
    }
}
