package dev.linkspan.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.federation.ActorSource;
import dev.linkspan.federation.Federation;
import dev.linkspan.federation.Listener;
import dev.linkspan.federation.LocalActor;
import dev.linkspan.federation.ObjectListener;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.FollowRelation.State;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Person;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Federations that are made of properties and beans. */
@Timeout(120)
class FederationBeansTest {

    private static final String TOMCAT =
            "org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration";
    private static final String JETTY =
            "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration";

    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(strings = {TOMCAT, JETTY})
    void two_applications_follow_and_write_to_each_other_on_either_server(String otherServer) throws Exception {
        try (ConfigurableApplicationContext reader =
                        run(Social.class, "reader", "--spring.autoconfigure.exclude=" + otherServer);
                ConfigurableApplicationContext writer = run(
                        Social.class,
                        "writer",
                        "--spring.autoconfigure.exclude=" + otherServer,
                        "--spring.threads.virtual.enabled=true")) {
            Federation follows = reader.getBean(Federation.class);
            Federation writes = writer.getBean(Federation.class);

            State state = follows.account("alice").follow(writes.actorId("alice"));
            String followed = next(writer);
            String accepted = next(reader);
            Note note = Note.builder()
                    .id(writes.id("/notes/{id}", "1"))
                    .attributedTo(writes.actorId("alice"))
                    .content("Hello")
                    .build();
            writes.account("alice")
                    .send(Create.builder()
                            .object(note)
                            .to(writes.account("alice").followersId())
                            .build());

            assertThat(state).isEqualTo(State.PENDING);
            assertThat(followed).isEqualTo("Follow by " + follows.actorId("alice"));
            assertThat(accepted).isEqualTo("Accept by " + writes.actorId("alice"));
            assertThat(next(reader)).isEqualTo("Create of Hello");
        }
    }

    @Test
    void the_documents_are_those_of_the_beans() throws Exception {
        try (ConfigurableApplicationContext context = run(Social.class, "one")) {
            String origin = context.getBean(Federation.class).origin();
            String authority = origin.substring("http://".length());

            assertThat(get(origin + "/.well-known/webfinger?resource=acct:alice@" + authority))
                    .contains(origin + "/users/alice");
            assertThat(get(origin + "/people/alice")).contains("what the customizer has");
            assertThat(data.resolve("one/linkspan.db")).exists();
        }
    }

    @Test
    void what_the_application_has_itself_is_not_made() {
        try (ConfigurableApplicationContext context = run(OwnStore.class, "unused")) {
            assertThat(context.getBeansOfType(Store.class)).containsOnlyKeys("mine");
            assertThat(context.getBean(Federation.class).store()).isSameAs(context.getBean("mine"));
            assertThat(data.resolve("unused")).doesNotExist();
        }
    }

    @Test
    void without_a_web_server_there_is_still_a_federation_to_send_by() throws Exception {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Social.class)
                .web(WebApplicationType.NONE)
                .run(arguments("worker"))) {
            assertThat(context.getBean(Federation.class).actorId("alice")).endsWith("/users/alice");
            assertThat(context.containsBean("federationFilter")).isFalse();
        }
    }

    @Test
    void editors_are_told_of_all_properties_and_no_others() throws Exception {
        String metadata = Files.readString(Path.of("src/main/resources/META-INF/spring-configuration-metadata.json"));
        JsonText.Result.Document read = (JsonText.Result.Document) JsonText.parse(Body.of(metadata));

        List<String> described = read.object().getJsonArray("properties").stream()
                .map(property -> property.asJsonObject().getString("name"))
                .toList();

        assertThat(described)
                .containsExactly(Stream.of(LinkspanProperties.class.getRecordComponents())
                        .map(component -> "linkspan." + DataObjectPropertyName.toDashedForm(component.getName()))
                        .toArray(String[]::new));
    }

    @Test
    void without_an_origin_there_is_none() {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                Social.class, "--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off")) {
            assertThat(context.getBeansOfType(Federation.class)).isEmpty();
            assertThat(context.getBeansOfType(Store.class)).isEmpty();
        }
    }

    @Test
    void the_federation_is_closed_before_what_it_uses() {
        ConfigurableApplicationContext context = run(OwnStore.class, "unused");
        List<String> closed = context.getBean(Closed.class).names;

        context.close();

        assertThat(closed).containsExactlyInAnyOrder("federation", "mine", "database");
        assertThat(closed.getFirst()).isEqualTo("federation");
    }

    @Test
    void a_listener_to_nothing_in_particular_stops_the_start() {
        assertThatThrownBy(() -> run(Vague.class, "vague"))
                .rootCause()
                .hasMessageContaining("bean 'vague' listens to what its declaration does not say")
                .hasMessageContaining("expected: such as Listener<Follow>");
    }

    private ConfigurableApplicationContext run(Class<?> application, String folder, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments(folder)));
        Collections.addAll(all, more);
        return SpringApplication.run(application, all.toArray(String[]::new));
    }

    private String[] arguments(String folder) {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String[] {
            "--server.port=" + port,
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off",
            "--logging.level.root=warn",
            "--linkspan.origin=http://127.0.0.1:" + port,
            "--linkspan.allow-private-network=true",
            "--linkspan.data-dir=" + data.resolve(folder)
        };
    }

    private static String next(ConfigurableApplicationContext context) throws InterruptedException {
        String heard = context.getBean(Heard.class).events.poll(30, TimeUnit.SECONDS);
        assertThat(heard).as("nothing was heard").isNotNull();
        return heard;
    }

    private static String get(String url) throws Exception {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestProperty("Accept", "application/activity+json");
        return new String(connection.getInputStream().readAllBytes(), UTF_8);
    }

    /** What came in, in words. */
    static final class Heard {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Social {

        /** Tomcat asks no filter where there is no servlet; Spring MVC brings one. */
        @Bean
        @ConditionalOnWebApplication
        ServletRegistrationBean<HttpServlet> pages() {
            return new ServletRegistrationBean<>(new Pages(), "/");
        }

        @Bean
        Heard heard() {
            return new Heard();
        }

        @Bean
        ActorSource people() {
            return handle -> handle.equals("alice")
                    ? Optional.of(LocalActor.of(Person.builder().name("Alice").build()))
                    : Optional.empty();
        }

        @Bean
        FederationCustomizer path() {
            return builder -> builder.objects(
                    "/people/{name}",
                    (values, requester) -> Optional.of(
                            Person.builder().name("what the customizer has").build()));
        }

        @Bean
        Listener<Follow> followed(Heard heard) {
            return follow -> heard.events.add("Follow by " + follow.actor());
        }

        @Bean
        Listener<Accept> accepted(Heard heard) {
            return accept -> heard.events.add("Accept by " + accept.actor());
        }

        @Bean
        ObjectListener<Create, Note> written(Heard heard) {
            return (create, note) ->
                    heard.events.add("Create of " + note.object().content().orElse(""));
        }
    }

    @SuppressWarnings("serial") // nobody writes it anywhere
    static final class Pages extends HttpServlet {}

    /** What was closed, in its order. */
    static final class Closed implements DestructionAwareBeanPostProcessor {
        private final List<String> names = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void postProcessBeforeDestruction(Object bean, String name) {
            if (bean instanceof Federation || bean instanceof Store || bean instanceof Database) {
                names.add(name);
            }
        }
    }

    /** A database of the application's, which its listeners use. */
    static final class Database implements AutoCloseable {
        @Override
        public void close() {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnStore {

        @Bean
        static Closed closed() {
            return new Closed();
        }

        @Bean
        Database database() {
            return new Database();
        }

        @Bean
        Store mine() {
            return Store.inMemory();
        }

        @Bean
        Listener<Follow> followed(Database database) {
            return follow -> assertThat(database).isNotNull();
        }

        @Bean
        FederationCustomizer settings() {
            return builder ->
                    builder.actor("alice", Person.builder().name("Alice").build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Vague {

        @Bean
        Listener<?> vague() {
            return anything -> {};
        }
    }
}
