package dev.linkspan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.federation.ActivityShape;
import dev.linkspan.federation.FederationBuilder;
import dev.linkspan.federation.Sent;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Page;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application writes in a shape that some servers refuse is taken by a server of each software. */
@WithFakeFediverse
class ShapesAmongOthersTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private FakeFediverse fediverse;
    private final List<TestApplication> applications = new ArrayList<>();

    @BeforeEach
    void meet(FakeFediverse everybody) {
        fediverse = everybody;
    }

    @AfterEach
    void stop() {
        applications.forEach(TestApplication::close);
    }

    private TestApplication application(UnaryOperator<FederationBuilder> settings) throws Exception {
        TestApplication application = new TestApplication(fediverse.clock(), settings);
        applications.add(application);
        return application;
    }

    @Test
    void a_like_is_taken_back_by_its_id_alone() throws Exception {
        assertThat(whoTakesAnUndoByItsId(application(settings -> settings))).isEqualTo(EnumSet.allOf(Profile.class));
    }

    @Test
    void which_threads_and_lemmy_would_refuse() throws Exception {
        assertThat(whoTakesAnUndoByItsId(application(settings -> settings.outgoing(ActivityShape.AS_WRITTEN))))
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Profile.THREADS, Profile.LEMMY)));
    }

    private Set<Profile> whoTakesAnUndoByItsId(TestApplication application) throws Exception {
        Set<Profile> takers = EnumSet.noneOf(Profile.class);
        for (FakeAccount writer : fediverse.accounts("will")) {
            application.alice.follow(writer.id());
            application.next("Accept");
            Posted note = writer.write(Note.of("Hello from " + writer));
            application.next("Create");
            Sent like = application.alice.send(
                    Like.builder().object(note.objectId()).to(writer.id()).build());
            Received liked = writer.instance().expect(r -> r.id().equals(like.id()), SOON);
            assertThat(liked.isTaken()).as("%s: %s", writer, liked).isTrue();

            Sent undo = application.alice.send(
                    Undo.builder().object(like.id()).to(writer.id()).build());

            if (writer.instance().expect(r -> r.id().equals(undo.id()), SOON).isTaken()) {
                takers.add(writer.instance().profile());
            }
        }
        return takers;
    }

    @Test
    void a_loosely_written_post_is_taken_everywhere() throws Exception {
        TestApplication application = application(settings -> settings);
        List<FakeAccount> readers = new ArrayList<>(fediverse.accounts("ada"));
        readers.removeIf(reader -> reader.instance().profile() == Profile.LEMMY); // which follows groups only
        for (FakeAccount reader : readers) {
            reader.follow(application.alice.id());
            assertThat(reader.awaitFollowing(application.alice.id(), SOON)).isTrue();
        }
        String note = application.federation.id("/notes/{id}", "1");
        Body loose = Body.of("""
                {"@context": "https://www.w3.org/ns/activitystreams", "type": "Create",
                 "actor": {"id": "%s", "type": "Person"}, "to": "as:Public", "cc": "%s",
                 "object": {"id": "%s", "type": "Note", "contentMap": {"en": "Hello"},
                   "attachment": {"type": "Image", "url": "https://pictures.example/1.png"}}}""".formatted(application.alice.id(), application.alice.followersId(), note));

        application.alice.send(Activity.of(((JsonText.Result.Document) JsonText.parse(loose)).object()));

        for (FakeAccount reader : readers) {
            Received received = reader.instance().expect(r -> r.about().equals(note), SOON);
            assertThat(received.isTaken()).as("%s: %s", reader, received).isTrue();
            assertThat(reader.instance().shows(note)).isTrue();
        }
    }

    @Test
    void a_group_announces_by_id_and_lemmy_gets_the_whole() throws Exception {
        FakeAccount lena = fediverse.account(Profile.LEMMY, "lena");
        String lemmy = lena.instance().authority();
        TestApplication application = application(settings -> settings.outgoing(
                authority -> ActivityShape.ofSoftware(authority.equals(lemmy) ? "lemmy" : "mastodon")));
        String town = application.town.id();
        assertThat(lena.follow(town).status()).isEqualTo(202);
        assertThat(lena.awaitFollowing(town, SOON)).isTrue();
        Page page = Page.builder()
                .id(application.federation.id("/notes/{id}", "9"))
                .name("Market on Friday")
                .to(town, Public.URI)
                .build();
        Sent create = application.alice.send(
                Create.builder().object(page).to(town, Public.URI).build());

        Sent announce = application.town.send(Announce.builder()
                .object(create.id())
                .to(application.town.followersId(), Public.URI)
                .build());

        Received received = lena.instance().expect(r -> r.id().equals(announce.id()), SOON);
        assertThat(received.isTaken()).as("%s", received).isTrue();
        assertThat(lena.instance().shows(page.id().orElseThrow())).isTrue();
    }
}
