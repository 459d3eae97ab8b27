package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.relay.RelayIdentity;
import dev.linkspan.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator hears when nodes cannot share a database, and what nobody hears. */
class SharedStorageTest {

    private static final Map<String, String> SECRET = Map.of("PGUSER", "linkspan", "PGPASSWORD", "s3cret");

    @Test
    void a_url_of_another_database_is_refused_without_being_shown() {
        assertThatThrownBy(() -> DatabasePool.open("postgres://linkspan:s3cret@db.example/linkspan", SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:postgresql://")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_database_that_is_not_there_is_named_without_its_password() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/linkspan";

        assertThatThrownBy(() -> DatabasePool.open(url + "?password=s3cret", Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(url)
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void settings_do_not_print_the_database_url() throws IOException {
        ServerSettings settings = ServerSettingsBuilder.onLoopback(Path.of("data"))
                .databaseUrl(Optional.of("jdbc:postgresql://db.example/linkspan?password=s3cret"))
                .build();

        assertThat(settings.toString()).doesNotContain("s3cret").contains("data");
    }

    @Test
    void a_database_belongs_to_the_address_under_which_it_was_first_used() {
        Store store = Store.inMemory();
        SharedBaseUrl.claim(store.values(), RelayIdentity.at("https://relay.example"));

        assertThatCode(() -> SharedBaseUrl.claim(store.values(), RelayIdentity.at("https://relay.example")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> SharedBaseUrl.claim(store.values(), RelayIdentity.at("https://other.example")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://relay.example");
    }
}
