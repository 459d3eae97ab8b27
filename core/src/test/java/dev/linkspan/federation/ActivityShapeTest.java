package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which shape activities go out. Each rule answers a report from somewhere: see the reference of lenient parsing. */
class ActivityShapeTest {

    private static final String ACTOR = "https://one.example/users/alice";
    private static final String HEAD = "'id':'https://one.example/a/1','actor':'" + ACTOR + "',";
    private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

    private final Map<String, Activity> sent = Map.of(
            "https://one.example/a/like",
            activity("'type':'Like','id':'https://one.example/a/like','actor':'" + ACTOR
                    + "','object':'https://two.example/n/1','to':['https://two.example/users/bob']"),
            "https://one.example/a/create",
            activity("'type':'Create','id':'https://one.example/a/create','actor':'" + ACTOR + "','to':['" + PUBLIC
                    + "'],'object':{'id':'https://one.example/n/1','type':'Page','name':'Hello'}"));

    private static JsonObject json(String members) {
        return ((JsonText.Result.Document) JsonText.parse(Body.of(("{" + members + "}").replace('\'', '"')))).object();
    }

    private static Activity activity(String members) {
        return Activity.of(json(members));
    }

    private JsonObject compatible(String members) {
        return ActivityShape.COMPATIBLE
                .shaped(activity(HEAD + members), id -> Optional.ofNullable(sent.get(id)))
                .json();
    }

    private void assertShaped(String members, String wanted) {
        JsonObject shaped = compatible(members);
        assertThat(shaped).isEqualTo(json(HEAD + wanted));
        // What is in shape stays as it is.
        assertThat(ActivityShape.COMPATIBLE
                        .shaped(Activity.of(shaped), id -> Optional.empty())
                        .json())
                .isEqualTo(shaped);
    }

    @ParameterizedTest
    @CsvSource({"as:Public", "Public", PUBLIC})
    void addressees_are_arrays_and_the_public_collection_is_its_full_uri(String spelling) {
        assertShaped(
                "'type':'Announce','object':'https://two.example/n/1','to':'" + spelling
                        + "','cc':'https://one.example/f'",
                "'type':'Announce','object':'https://two.example/n/1','to':['" + PUBLIC
                        + "'],'cc':['https://one.example/f']");
    }

    @Test
    void the_object_that_is_made_names_its_author_and_its_addressees() {
        assertShaped(
                "'type':'Create','to':['" + PUBLIC + "'],'object':{'id':'https://one.example/n/1','type':'Note'}",
                "'type':'Create','to':['" + PUBLIC + "'],'object':{'id':'https://one.example/n/1','type':'Note',"
                        + "'attributedTo':'" + ACTOR + "','to':['" + PUBLIC + "']}");
    }

    @Test
    void an_object_with_addressees_of_its_own_keeps_them() {
        assertShaped(
                "'type':'Update','to':['" + PUBLIC
                        + "'],'object':{'type':'Note','attributedTo':'https://one.example/users/ben','cc':'as:Public'}",
                "'type':'Update','to':['" + PUBLIC + "'],'object':{'type':'Note','attributedTo':"
                        + "'https://one.example/users/ben','cc':['" + PUBLIC + "']}");
    }

    @Test
    void a_profile_is_nobodys_object() {
        String update = "'type':'Update','to':['" + PUBLIC + "'],'object':{'id':'" + ACTOR + "','type':'Person'}";

        assertShaped(update, update);
    }

    @Test
    void authors_are_named_by_their_ids() {
        assertShaped(
                "'type':'Create','object':{'type':'Note','to':[],'attributedTo':[{'id':'" + ACTOR
                        + "','type':'Person'}]}",
                "'type':'Create','object':{'type':'Note','to':[],'attributedTo':['" + ACTOR + "']}");
    }

    @Test
    void attachments_and_tags_are_arrays_and_texts_are_there_besides_their_language_maps() {
        assertShaped(
                "'type':'Create','object':{'type':'Note','to':[],'attributedTo':'" + ACTOR
                        + "','contentMap':{'de':'Hallo','en':'Hello'},'attachment':{'type':'Image'},'tag':{'type':'Mention'}}",
                "'type':'Create','object':{'type':'Note','to':[],'attributedTo':'" + ACTOR
                        + "','contentMap':{'de':'Hallo','en':'Hello'},'attachment':[{'type':'Image'}],"
                        + "'tag':[{'type':'Mention'}],'content':'Hallo'}");
    }

    @Test
    void what_its_author_signed_by_itself_stays_as_it_is() {
        String create =
                "'type':'Create','object':{'type':'Note','to':'as:Public','proof':{'type':'DataIntegrityProof'}}";
        String announce = "'type':'Announce','object':{'type':'Create','to':'as:Public','object':{'type':'Note'}}";

        assertShaped(create, create);
        assertShaped(announce, announce);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'https://one.example/n/1' | {'id':'https://one.example/n/1','type':'Tombstone'}",
                "{'id':'https://one.example/n/1','type':'Note','content':'secret'} | {'id':'https://one.example/n/1','type':'Tombstone'}",
                "{'id':'https://one.example/n/1','type':'Tombstone','formerType':'Note'} | {'id':'https://one.example/n/1','type':'Tombstone','formerType':'Note'}",
                "'" + ACTOR + "' | '" + ACTOR + "'",
                "{'id':'" + ACTOR + "','type':'Person'} | '" + ACTOR + "'"
            },
            quoteCharacter = '"')
    void a_delete_names_an_account_by_its_id_and_all_else_as_what_is_left_of_it(String object, String wanted) {
        assertShaped("'type':'Delete','object':" + object, "'type':'Delete','object':" + wanted);
    }

    @Test
    void an_undo_holds_what_it_undoes_if_its_readers_know_that() {
        String like = "{'id':'https://one.example/a/like','type':'Like','actor':'" + ACTOR
                + "','object':'https://two.example/n/1'}";

        assertShaped(
                "'type':'Undo','object':'https://one.example/a/like','to':['https://two.example/users/bob']",
                "'type':'Undo','object':" + like + ",'to':['https://two.example/users/bob']");
        String toOthers = "'type':'Undo','object':'https://one.example/a/like','to':['" + PUBLIC + "']";
        assertShaped(toOthers, toOthers);
        String unknown = "'type':'Undo','object':'https://one.example/a/unknown','to':['" + PUBLIC + "']";
        assertShaped(unknown, unknown);
        assertShaped(
                "'type':'Undo','object':{'type':'Announce','object':'https://two.example/n/1','proof':{},'signature':{}}",
                "'type':'Undo','object':{'type':'Announce','object':'https://two.example/n/1'}");
    }

    @Test
    void for_lemmy_an_announce_holds_the_activity() {
        Activity announce = activity(HEAD + "'type':'Announce','object':'https://one.example/a/create'");
        Activity ofLike = activity(HEAD + "'type':'Announce','object':'https://one.example/a/like'");

        JsonObject shaped = lemmy(announce);

        assertThat(shaped.getJsonObject("object").getString("type")).isEqualTo("Create");
        assertThat(shaped.getJsonObject("object").getJsonObject("object").getString("name"))
                .isEqualTo("Hello");
        assertThat(lemmy(ofLike)).as("which not everybody may see").isEqualTo(ofLike.json());
        assertThat(ActivityShape.ofSoftware("lemmy")).isSameAs(ActivityShape.LEMMY);
        assertThat(ActivityShape.ofSoftware("mastodon")).isSameAs(ActivityShape.AS_WRITTEN);
    }

    private JsonObject lemmy(Activity activity) {
        return ActivityShape.LEMMY
                .shaped(activity, id -> Optional.ofNullable(sent.get(id)))
                .json();
    }
}
