package dev.linkspan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.client.Exchange;
import dev.linkspan.federation.ActivityShape;
import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.Sent;
import dev.linkspan.store.Audience;
import dev.linkspan.store.LogEntry;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Group;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Public;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Single servers get what is sent in another shape, and all else is as for everybody. */
class ShapesTest {

    private static final String TOWN = "https://one.example/users/town";

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
                builder -> settings.apply(builder.actor("town", Group.builder().build())));
        rigs.add(rig);
        return rig;
    }

    private FederationRig reader(String host) throws InterruptedException {
        FederationRig reader = FederationRig.of(network, host, "reader");
        rigs.add(reader);
        reader.federation.account("reader").follow(TOWN);
        reader.next("Accept");
        return reader;
    }

    @Test
    void a_server_gets_the_shape_that_it_needs_and_the_others_the_usual_one() throws Exception {
        LocalAccount town = rig(settings -> settings.outgoing(
                        authority -> ActivityShape.ofSoftware(authority.equals("two.example") ? "lemmy" : "mastodon")))
                .federation
                .account("town");
        FederationRig two = reader("two.example");
        FederationRig three = reader("three.example");
        Sent create = town.send(create());
        two.next("Create");
        three.next("Create");

        Sent announce = town.send(Announce.builder()
                .object(create.id())
                .to(Public.URI, town.followersId())
                .build());

        Inbound<Activity> atTwo = two.next("Announce");
        Inbound<Activity> atThree = three.next("Announce");
        assertThat(announce.inboxes()).isEqualTo(2);
        assertThat(atTwo.id()).isEqualTo(announce.id()).isEqualTo(atThree.id());
        assertThat(atTwo.activity().object().embedded(Create.class)).isPresent();
        assertThat(atThree.activity().object().embedded()).isEmpty();
        assertThat(atTwo.activity().json()).containsKey("signature");
        assertThat(get(announce.id()).getString("object")).isEqualTo(create.id());
    }

    @Test
    void servers_share_one_copy_of_what_is_written_alike_whatever_object_wrote_it() throws Exception {
        FederationRig town = rig(settings -> settings.outgoing(authority ->
                // A new object for each call, since it holds the authority.
                (activity, sent) -> authority.equals("four.example") ? activity : named(activity, "in another shape")));
        FederationRig two = reader("two.example");
        FederationRig three = reader("three.example");
        FederationRig four = reader("four.example");

        Sent create = town.federation.account("town").send(create());

        assertThat(two.next("Create").body()).isEqualTo(three.next("Create").body());
        assertThat(four.next("Create").body())
                .isEqualTo(JsonText.write(create.activity().json()));
        assertThat(named(town, create))
                .extracting(named -> named.inboxes().keySet())
                .containsExactly(Set.of("four.example"), Set.of("two.example", "three.example"));
    }

    @Test
    void a_shape_is_asked_once_for_all_inboxes_of_a_server() {
        AtomicInteger asked = new AtomicInteger();
        ActivityShape shape = (activity, sent) -> named(activity, "for the " + asked.incrementAndGet() + "th time");
        FederationRig town = rig(settings -> settings.outgoing(authority -> shape));
        rigs.add(FederationRig.of(network, "two.example", "one", "two"));

        // Hidden receivers get it in their own inboxes.
        Sent sent = town.federation
                .account("town")
                .send(Create.builder()
                        .object(create().object().embedded().orElseThrow())
                        .bto("https://two.example/users/one", "https://two.example/users/two")
                        .build());

        assertThat(sent.inboxes()).isEqualTo(2);
        assertThat(named(town, sent))
                .filteredOn(named -> !named.inboxes().isEmpty())
                .hasSize(2);
        assertThat(asked).hasValue(1);
    }

    private static Activity named(Activity activity, String name) {
        return Activity.of(activity.toBuilder().set("name", name).build());
    }

    private static List<Audience.Named> named(FederationRig rig, Sent sent) {
        return rig.store.log().read(0, 100, 1 << 20).stream()
                .filter(entry -> entry.activityId().equals(sent.id()))
                .map(LogEntry::audience)
                .filter(Audience.Named.class::isInstance)
                .map(Audience.Named.class::cast)
                .toList();
    }

    @Test
    void a_shape_that_makes_another_activity_of_it_is_a_mistake() {
        LocalAccount town = rig(settings -> settings.outgoing((activity, sent) -> Activity.of(activity.toBuilder()
                        .id("https://one.example/activities/other")
                        .build())))
                .federation
                .account("town");

        assertThatThrownBy(() -> town.send(create()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://one.example/activities/other");
    }

    @Test
    void an_application_may_have_all_as_it_writes_it_but_for_who_is_addressed_in_secret() {
        LocalAccount town = rig(settings -> settings.outgoing(
                        ActivityShape.AS_WRITTEN.and((activity, sent) -> Activity.of(activity.toBuilder()
                                .set("bcc", "https://two.example/users/secret")
                                .build()))))
                .federation
                .account("town");
        JsonObject scalar = JsonText.object()
                .add("type", "Announce")
                .add("object", "https://two.example/notes/1")
                .add("to", "as:Public")
                .build();

        JsonObject sent = town.send(Activity.of(scalar)).activity().json();

        assertThat(sent.getString("to")).isEqualTo("as:Public");
        assertThat(sent).doesNotContainKey("bcc").containsKey("signature");
    }

    @Test
    void the_outbox_shows_the_usual_shape() {
        LocalAccount town = rig(settings -> settings).federation.account("town");
        JsonObject loose = JsonText.object()
                .add("type", "Create")
                .add("to", "as:Public")
                .add(
                        "object",
                        JsonText.object()
                                .add("id", "https://one.example/notes/1")
                                .add("type", "Note"))
                .build();

        town.send(Activity.of(loose));

        JsonObject note = get(TOWN + "/outbox?page=first")
                .getJsonArray("orderedItems")
                .getJsonObject(0)
                .getJsonObject("object");
        assertThat(note.getString("attributedTo")).isEqualTo(TOWN);
        assertThat(note.getJsonArray("to").getString(0)).isEqualTo(Public.URI);
    }

    private static Create create() {
        return Create.builder()
                .object(Note.builder()
                        .id("https://one.example/notes/1")
                        .attributedTo(TOWN)
                        .to(Public.URI)
                        .build())
                .to(Public.URI, TOWN + "/followers")
                .build();
    }

    private JsonObject get(String url) {
        Exchange.Answered answer = network.get(url, "application/activity+json");
        assertThat(answer.status()).as(url).isEqualTo(200);
        return ((JsonText.Result.Document) JsonText.parse(answer.body())).object();
    }
}
