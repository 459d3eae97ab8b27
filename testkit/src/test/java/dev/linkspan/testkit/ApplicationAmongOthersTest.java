package dev.linkspan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.Sent;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Page;
import dev.linkspan.vocab.Public;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application federates with one server of each software, over real sockets. */
@WithFakeFediverse
class ApplicationAmongOthersTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private FakeFediverse fediverse;
    private TestApplication application;

    @BeforeEach
    void start(FakeFediverse everybody) throws Exception {
        fediverse = everybody;
        application = new TestApplication(everybody.clock());
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void posts_reach_followers_on_every_software_and_their_likes_come_back() throws Exception {
        List<FakeAccount> readers = follow("ada");
        String note = post("1");
        for (FakeAccount reader : readers) {
            Received received = reader.instance().expect(r -> r.about().equals(note), SOON);
            assertThat(received.isTaken()).as("%s: %s", reader, received).isTrue();
            assertThat(reader.instance().shows(note)).isTrue();

            Posted like = reader.like(note);

            assertThat(like.isAccepted()).as("%s: %s", reader, like.answers()).isTrue();
            Inbound<Activity> heard = application.next("Like");
            assertThat(heard.actor()).isEqualTo(reader.id());
            assertThat(heard.activity().objectId()).contains(note);
        }
    }

    @Test
    void a_like_is_taken_back_by_whoever_made_it() throws Exception {
        List<FakeAccount> readers = follow("ada");
        String note = post("1");
        for (FakeAccount reader : readers) {
            reader.instance().expect(r -> r.about().equals(note), SOON);
            Posted like = reader.like(note);

            assertThat(reader.undo(like).isAccepted()).as("%s", reader).isTrue();

            assertThat(application.next("Like").id()).isEqualTo(like.activityId());
            assertThat(application.next("Undo").activity().objectId()).contains(like.activityId());
        }
    }

    @Test
    void a_deleted_post_is_shown_nowhere() throws Exception {
        List<FakeAccount> readers = follow("ada");
        String note = post("1");

        application.alice.send(Delete.builder()
                .object(note)
                .to(Public.URI, application.alice.followersId())
                .build());

        for (FakeAccount reader : readers) {
            Received received = reader.instance().expect(r -> r.type().equals("Delete"), SOON);
            assertThat(received.isTaken()).as("%s: %s", reader, received).isTrue();
            assertThat(reader.instance().shows(note)).isFalse();
        }
    }

    @Test
    void people_on_lemmy_follow_a_group_and_read_what_it_announces() {
        FakeAccount lena = fediverse.account(Profile.LEMMY, "lena");
        String town = application.town.id();
        assertThat(lena.follow(application.alice.id()).text()).contains("follow groups");
        assertThat(lena.follow(town).status()).isEqualTo(202);
        assertThat(lena.awaitFollowing(town, SOON)).as("%s", fediverse).isTrue();
        Page page = Page.builder()
                .id(application.federation.id("/notes/{id}", "9"))
                .attributedTo(application.alice.id())
                .name("Market on Friday")
                .to(town, Public.URI)
                .build();
        Create create = Create.builder()
                .id(application.federation.id("/creates/{id}", "9"))
                .actor(application.alice.id())
                .object(page)
                .to(town, Public.URI)
                .build();

        application.town.send(Announce.builder()
                .object(create)
                .to(application.town.followersId(), Public.URI)
                .build());

        Received received = lena.instance().expect(r -> r.type().equals("Announce"), SOON);
        assertThat(received.isTaken()).as("%s", received).isTrue();
        assertThat(lena.instance().shows(page.id().orElseThrow())).isTrue();
    }

    @Test
    void the_application_follows_people_everywhere_and_hears_what_they_write() throws Exception {
        for (FakeAccount writer : fediverse.accounts("will")) {
            assertThat(application.alice.follow(writer.id())).isEqualTo(State.PENDING);
            assertThat(application.next("Accept").actor()).isEqualTo(writer.id());
            assertThat(writer.followers()).containsExactly(application.alice.id());

            Posted note = writer.write(Note.of("Hello from " + writer));

            assertThat(note.isAccepted()).as("%s: %s", writer, note.answers()).isTrue();
            assertThat(application.next("Create").activity().objectId()).contains(note.objectId());

            assertThat(application.alice.unfollow(writer.id())).isTrue();
            assertThat(writer.instance().awaitUntil(() -> writer.followers().isEmpty(), SOON))
                    .as("%s", fediverse)
                    .isTrue();
        }
    }

    @Test
    void an_answer_reaches_the_author_of_what_is_answered() throws Exception {
        String note = post("1");
        for (FakeAccount reader : fediverse.accounts("ada")) {
            Posted reply = reader.reply(note, Note.of("Indeed"));

            assertThat(reply.isAccepted()).as("%s: %s", reader, reply.answers()).isTrue();
            Inbound<Activity> heard = application.next("Create");
            assertThat(heard.activity().object().embedded().orElseThrow().ids("inReplyTo"))
                    .containsExactly(note);
        }
    }

    @Test
    void whoever_unfollows_is_no_follower_any_more() throws Exception {
        List<FakeAccount> readers = follow("ada");

        for (FakeAccount reader : readers) {
            assertThat(reader.unfollow(application.alice.id()).status())
                    .as("%s", reader)
                    .isEqualTo(202);
            application.next("Undo");
        }

        assertThat(application.alice.count(Direction.FOLLOWER, State.ACCEPTED)).isZero();
        Sent sent = application.alice.send(create("1"));
        assertThat(sent.inboxes()).isZero();
    }

    @Test
    void whose_clock_is_off_by_hours_is_not_believed() {
        FakeAccount ada = fediverse.account(Profile.MASTODON, "ada");
        ada.instance().skewClock(Duration.ofHours(-26));
        assertThat(ada.follow(application.alice.id()).status()).isEqualTo(401);

        ada.instance().heal();

        assertThat(ada.follow(application.alice.id()).status()).isEqualTo(202);
    }

    @Test
    void time_that_is_moved_moves_for_all() {
        fediverse.clock().advance(Duration.ofDays(400));
        FakeAccount ada = fediverse.account(Profile.MISSKEY, "ada");

        assertThat(ada.follow(application.alice.id()).status()).isEqualTo(202);

        assertThat(ada.awaitFollowing(application.alice.id(), SOON))
                .as("%s", fediverse)
                .isTrue();
        assertThat(fediverse.clock().instant()).isAfter(Instant.now().plus(Duration.ofDays(399)));
    }

    /** Accounts everywhere but on Lemmy, who follow alice. */
    private List<FakeAccount> follow(String name) {
        List<FakeAccount> readers = new ArrayList<>(fediverse.accounts(name));
        readers.removeIf(reader -> reader.instance().profile() == Profile.LEMMY);
        String handle = "@alice@" + application.federation.authority();
        for (FakeAccount reader : readers) {
            assertThat(reader.follow(handle)).as("%s", reader).returns(202, Answer::status);
        }
        for (FakeAccount reader : readers) {
            assertThat(reader.awaitFollowing(application.alice.id(), SOON))
                    .as("%s of %s", reader, fediverse)
                    .isTrue();
        }
        assertThat(application.alice.count(Direction.FOLLOWER, State.ACCEPTED)).isEqualTo(readers.size());
        return readers;
    }

    private String post(String name) {
        application.alice.send(create(name));
        return application.federation.id("/notes/{id}", name);
    }

    private Create create(String name) {
        dev.linkspan.vocab.Note note = dev.linkspan.vocab.Note.builder()
                .id(application.federation.id("/notes/{id}", name))
                .attributedTo(application.alice.id())
                .content("<p>Hello</p>")
                .published(fediverse.clock().instant())
                .to(Public.URI)
                .cc(application.alice.followersId())
                .build();
        application.notes.put(name, note);
        return Create.builder()
                .object(note)
                .to(Public.URI)
                .cc(application.alice.followersId())
                .build();
    }
}
