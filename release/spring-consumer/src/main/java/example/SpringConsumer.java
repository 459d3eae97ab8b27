package example;

import dev.linkspan.federation.ActorSource;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.LocalActor;
import dev.linkspan.testkit.FakeAccount;
import dev.linkspan.testkit.FakeInstance;
import dev.linkspan.testkit.Profile;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Starts with the starter, on SQLite, with the versions of Spring Boot; somebody elsewhere follows, and hears what is posted.
 * Arguments: the version of the library, and a folder for the data.
 */
@SpringBootApplication
public class SpringConsumer {

    private static final Duration SOON = Duration.ofSeconds(60);

    public static void main(String[] args) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        String origin = "http://127.0.0.1:" + port;
        try (ConfigurableApplicationContext running = SpringApplication.run(
                        SpringConsumer.class,
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn",
                        "--linkspan.origin=" + origin,
                        "--linkspan.data-dir=" + args[1],
                        "--linkspan.allow-private-network=true");
                FakeInstance elsewhere = FakeInstance.start(Profile.MASTODON)) {
            FakeAccount ada = elsewhere.account("ada");
            ada.follow("@alice@127.0.0.1:" + port);
            Federation federation = running.getBean(Federation.class);
            expect(ada.awaitFollowing(federation.actorId("alice"), SOON), "alice is not followed");

            String note = federation.id("/notes/{id}", "1");
            federation
                    .account("alice")
                    .send(Create.builder()
                            .object(Note.builder()
                                    .id(note)
                                    .attributedTo(federation.actorId("alice"))
                                    .content("Good morning!")
                                    .build())
                            .to(federation.account("alice").followersId())
                            .build());
            expect(elsewhere.expect(post -> post.about().equals(note), SOON).isTaken(), "the post was refused");

            String info = get(origin + "/nodeinfo/2.1");
            expect(info.contains("\"version\":\"" + args[0] + "\""), "expected version " + args[0] + ": " + info);
            expect(Files.exists(Path.of(args[1], "linkspan.db")), "no database in " + args[1]);
        }
    }

    private static String get(String uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    @Bean
    ActorSource people() {
        return handle -> handle.equals("alice")
                ? Optional.of(LocalActor.of(Person.builder().name("Alice").build()))
                : Optional.empty();
    }
}
