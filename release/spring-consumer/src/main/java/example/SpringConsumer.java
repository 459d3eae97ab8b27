package example;

import dev.linkspan.federation.ActorSource;
import dev.linkspan.federation.LocalActor;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Person;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Starts with the starter and nothing else of ours, is asked who is there, and stops. */
@SpringBootApplication
public class SpringConsumer {

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
                "--linkspan.allow-private-network=true")) {
            String account = "acct:alice@127.0.0.1:" + port;
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(origin + "/.well-known/webfinger?resource=" + account))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200 || !answer.body().contains(origin + "/users/alice")) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
        }
    }

    @Bean
    ActorSource people() {
        return handle -> handle.equals("alice")
                ? Optional.of(LocalActor.of(Person.builder().name("Alice").build()))
                : Optional.empty();
    }

    @Bean
    Store store() {
        return Store.inMemory();
    }
}
