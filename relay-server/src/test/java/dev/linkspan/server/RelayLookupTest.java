package dev.linkspan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our relay, looked at from outside with our own tools. */
class RelayLookupTest {

    @Test
    void the_relay_its_name_and_its_nodeinfo_lead_to_each_other(@TempDir Path folder) throws Exception {
        ServerSettings settings =
                ServerSettingsBuilder.onLoopback(folder.resolve("data")).build();
        try (RelayServer relay = RelayServer.start(settings)) {
            String host = "127.0.0.1:" + relay.port();
            String actor = "http://" + host + "/actor";

            Cli byName = Cli.run("lookup", "--allow-private-network", "relay@" + host);
            Cli byAddress = Cli.run("lookup", "--allow-private-network", actor);
            Cli webFinger = Cli.run("webfinger", "--allow-private-network", actor);
            Cli nodeInfo = Cli.run("nodeinfo", "--allow-private-network", host);

            assertThat(byName.out()).startsWith(actor + "\n");
            assertThat(byName.exit()).isZero();
            assertThat(byAddress.out()).contains("relay@" + host + ", confirmed in both directions");
            assertThat(byAddress.exit()).isZero();
            assertThat(webFinger.out()).startsWith("acct:relay@" + host);
            assertThat(nodeInfo.out()).startsWith("linkspan ").contains("protocols       activitypub");
        }
    }
}
