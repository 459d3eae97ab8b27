package dev.linkspan.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.build.Await;
import dev.linkspan.examples.springboot.BlogController.Draft;
import dev.linkspan.examples.springboot.BlogController.Post;
import dev.linkspan.testkit.FakeAccount;
import dev.linkspan.testkit.FakeFediverse;
import dev.linkspan.testkit.Note;
import dev.linkspan.testkit.Posted;
import dev.linkspan.testkit.Profile;
import dev.linkspan.testkit.WithFakeFediverse;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** The blog on its own port, between people on Mastodon. */
@Timeout(120)
@WithFakeFediverse(Profile.MASTODON)
class BlogTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path data;

    private ConfigurableApplicationContext application;
    private String origin;
    private RestClient api;
    private String alice;

    @BeforeEach
    void start() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        origin = "http://127.0.0.1:" + port;
        api = RestClient.create(origin + "/api");
        application = run();
        alice = put("/alice?name={name}", "Alice").orElseThrow();
    }

    private ConfigurableApplicationContext run() {
        return SpringApplication.run(
                BlogApplication.class,
                "--server.port=" + origin.substring(origin.lastIndexOf(':') + 1),
                "--linkspan.origin=" + origin,
                "--linkspan.allow-private-network=true",
                "--linkspan.data-dir=" + data.resolve("federation"),
                "--spring.datasource.url=jdbc:h2:file:" + data.resolve("blog").toAbsolutePath(),
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn");
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void a_reader_elsewhere_follows_reads_answers_and_likes_until_the_post_is_deleted(FakeFediverse fediverse)
            throws Exception {
        FakeAccount ada = fediverse.account(Profile.MASTODON, "ada");
        ada.follow("@alice@" + origin.substring("http://".length()));
        assertThat(ada.awaitFollowing(alice, SOON)).as("%s", fediverse).isTrue();

        Post post = write("I <3 ferries", Optional.empty());
        assertThat(ada.instance().expect(r -> r.about().equals(post.id()), SOON).isTaken())
                .as("%s", fediverse)
                .isTrue();
        Posted reply = ada.reply(post.id(), Note.of("So do I"));
        Posted like = ada.like(post.id());

        assertThat(Await.value("the reply", () -> timeline(reply.objectId()))).returns(ada.id(), Post::author);
        Await.value(
                "the like", () -> timeline(post.id()).filter(p -> p.likedBy().equals(List.of(ada.id()))));
        ada.undo(like);
        Await.value("no like", () -> timeline(post.id()).filter(p -> p.likedBy().isEmpty()));

        api.delete().uri("/alice/posts?id={id}", post.id()).retrieve().toBodilessEntity();

        ada.instance().expect(r -> r.type().equals("Delete"), SOON);
        assertThat(ada.instance().shows(post.id())).as("%s", fediverse).isFalse();
        assertThat(timeline(post.id())).isEmpty();
        assertThatThrownBy(() -> RestClient.create()
                        .get()
                        .uri(post.id())
                        .header("Accept", "application/activity+json")
                        .retrieve()
                        .toBodilessEntity())
                .isInstanceOf(HttpClientErrorException.Gone.class);
    }

    @Test
    void somebody_here_follows_reads_answers_and_likes_what_is_written_elsewhere(FakeFediverse fediverse)
            throws Exception {
        FakeAccount ada = fediverse.account(Profile.MASTODON, "ada");
        put("/alice/following?actor={actor}", ada.handle());
        Await.until("the following", () -> following().contains(ada.id()));

        Posted note = ada.write(Note.of("Good morning!"));
        Post heard = Await.value("the note", () -> timeline(note.objectId()));
        Post answer = write("Good morning to you", Optional.of(heard.id()));
        put("/alice/likes?id={id}", heard.id());
        put("/alice/likes?id={id}", heard.id());

        assertThat(heard.content()).contains("Good morning!");
        assertThat(ada.instance()
                        .expect(r -> r.about().equals(answer.id()), SOON)
                        .isTaken())
                .as("%s", fediverse)
                .isTrue();
        assertThat(ada.instance().awaitUntil(() -> ada.likes(heard.id()).equals(List.of(alice)), SOON))
                .as("%s", fediverse)
                .isTrue();

        api.delete().uri("/alice/likes?id={id}", heard.id()).retrieve().toBodilessEntity();
        ada.delete(heard.id());

        assertThat(ada.instance().awaitUntil(() -> ada.likes(heard.id()).isEmpty(), SOON))
                .as("%s", fediverse)
                .isTrue();
        Await.until("no note", () -> timeline(heard.id()).isEmpty());
    }

    @Test
    void what_it_knows_outlives_it(FakeFediverse fediverse) throws Exception {
        FakeAccount ada = fediverse.account(Profile.MASTODON, "ada");
        ada.follow(alice);
        assertThat(ada.awaitFollowing(alice, SOON)).as("%s", fediverse).isTrue();
        Post post = write("Before", Optional.empty());

        application.close();
        application = run();
        Post next = write("After", Optional.empty());

        assertThat(timeline(post.id())).isPresent();
        ada.instance().expect(r -> r.about().equals(next.id()), SOON);
    }

    @Test
    void what_is_not_there_is_refused_in_words() {
        assertThatThrownBy(() -> api.get().uri("/nobody/timeline").retrieve().toBodilessEntity())
                .isInstanceOf(HttpClientErrorException.BadRequest.class)
                .hasMessageContaining("expected: of somebody here");
        assertThatThrownBy(() -> put("/alice/following?actor={actor}", "nobody"))
                .isInstanceOf(HttpClientErrorException.BadRequest.class);
    }

    private Post write(String content, Optional<String> inReplyTo) {
        return api.post()
                .uri("/alice/posts")
                .body(new Draft(content, inReplyTo))
                .retrieve()
                .body(Post.class);
    }

    private Optional<Post> timeline(String id) {
        Post[] posts = api.get().uri("/alice/timeline").retrieve().body(Post[].class);
        return List.of(posts).stream().filter(post -> post.id().equals(id)).findFirst();
    }

    private List<String> following() {
        return List.of(api.get().uri("/alice/following").retrieve().body(String[].class));
    }

    private Optional<String> put(String uri, String value) {
        return Optional.ofNullable(api.put().uri(uri, value).retrieve().body(String.class));
    }
}
