package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.linkspan.relay.RelayIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder belongs to one address. */
class BaseUrlTest {

    @TempDir
    Path folder;

    @Test
    void another_address_on_a_used_data_folder_is_refused_and_changes_nothing() throws Exception {
        Path data = folder.resolve("data");
        start("http://127.0.0.1:9", data).close();
        String key = Files.readString(data.resolve("actor-key.pem"));

        Cli run = Cli.run(
                "serve",
                "--base-url=http://127.0.0.1:10",
                "--listen=127.0.0.1:0",
                "--data-dir=" + data,
                "--allow-private-network");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("base-url: http://127.0.0.1:10 (expected: http://127.0.0.1:9")
                .contains("empty --data-dir")
                .contains(data.resolve("base-url").toString());
        assertThat(run.err().strip()).doesNotContain("\n");
        assertThat(Files.readString(data.resolve("actor-key.pem"))).isEqualTo(key);
        start("http://127.0.0.1:9", data).close(); // the folder was let go
    }

    @Test
    void the_same_address_in_another_spelling_is_the_same() throws Exception {
        BaseUrlFile.claim(folder, RelayIdentity.at("https://Relay.example:443/"));

        BaseUrlFile.claim(folder, RelayIdentity.at("https://relay.example"));

        assertThat(folder.resolve("base-url")).hasContent("https://relay.example\n");
        assertThatThrownBy(() -> BaseUrlFile.claim(folder, RelayIdentity.at("http://relay.example")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BaseUrlFile.claim(folder, RelayIdentity.at("https://relay.example:8443")))
                .hasMessageContaining("expected: https://relay.example,");
    }

    @Test
    void an_address_that_is_none_claims_nothing() {
        assertThatThrownBy(() -> start("relay.example", folder.resolve("data")))
                .hasMessageContaining("expected: scheme and host only");
        assertThat(folder.resolve("data").resolve("base-url")).doesNotExist();
    }

    private static RelayServer start(String baseUrl, Path data) throws Exception {
        return RelayServer.start(new ServerSettingsBuilder(baseUrl, new ListenAddress("127.0.0.1", 0), data)
                .allowPrivateNetwork(true)
                .build());
    }
}
