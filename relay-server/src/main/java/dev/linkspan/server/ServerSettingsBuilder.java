package dev.linkspan.server;

import dev.linkspan.client.AddressRanges;
import dev.linkspan.client.KnockSettings;
import dev.linkspan.delivery.DeliverySettings;
import dev.linkspan.federation.IntakeLimits;
import dev.linkspan.federation.Retention;
import dev.linkspan.relay.RelayPolicy;
import dev.linkspan.web.WebHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@link ServerSettings} in the making, with the defaults of {@link ServeCommand}. */
final class ServerSettingsBuilder {

    private final String baseUrl;
    private final ListenAddress listen;
    private final Path dataDir;
    private Optional<String> databaseUrl = Optional.empty();
    private boolean allowPrivateNetwork;
    private Optional<String> name = Optional.empty();
    private Optional<String> summary = Optional.empty();
    private RelayPolicy policy = RelayPolicy.defaults();
    private List<String> block = List.of();
    private List<String> allow = List.of();
    private int maxBodyBytes = 1 << 20;
    private double rateLimit = 100;
    private int rateBurst = 2_000;
    private IntakeLimits intake = IntakeLimits.defaults();
    private DeliverySettings delivery = DeliverySettings.defaults();
    private Retention retention = Retention.defaults();
    private Duration greetAfter = Duration.ofHours(1);
    private KnockSettings knocks = KnockSettings.defaults();
    private boolean acceptSignature = true;
    private Duration bodyDeadline = WebHandler.BODY_DEADLINE;
    private AddressRanges trustedProxies = AddressRanges.none();

    ServerSettingsBuilder(String baseUrl, ListenAddress listen, Path dataDir) {
        this.baseUrl = baseUrl;
        this.listen = listen;
        this.dataDir = dataDir;
    }

    /** A relay for this machine alone, at a port that is free now: it must know its address before it listens. */
    static ServerSettingsBuilder onLoopback(Path dataDir) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ListenAddress free = new ListenAddress("127.0.0.1", socket.getLocalPort());
            return new ServerSettingsBuilder("http://127.0.0.1:" + free.port(), free, dataDir)
                    .allowPrivateNetwork(true);
        }
    }

    ServerSettingsBuilder databaseUrl(Optional<String> url) {
        this.databaseUrl = url;
        return this;
    }

    ServerSettingsBuilder allowPrivateNetwork(boolean allowed) {
        this.allowPrivateNetwork = allowed;
        return this;
    }

    ServerSettingsBuilder name(Optional<String> text) {
        this.name = text;
        return this;
    }

    ServerSettingsBuilder summary(Optional<String> text) {
        this.summary = text;
        return this;
    }

    ServerSettingsBuilder policy(RelayPolicy rules) {
        this.policy = rules;
        return this;
    }

    ServerSettingsBuilder block(List<String> hosts) {
        this.block = hosts;
        return this;
    }

    ServerSettingsBuilder allow(List<String> hosts) {
        this.allow = hosts;
        return this;
    }

    ServerSettingsBuilder maxBodyBytes(int bytes) {
        this.maxBodyBytes = bytes;
        return this;
    }

    ServerSettingsBuilder rate(double perSecond, int burst) {
        this.rateLimit = perSecond;
        this.rateBurst = burst;
        return this;
    }

    ServerSettingsBuilder intake(IntakeLimits limits) {
        this.intake = limits;
        return this;
    }

    ServerSettingsBuilder delivery(DeliverySettings settings, Retention kept, Duration outage) {
        this.delivery = settings;
        this.retention = kept;
        this.greetAfter = outage;
        return this;
    }

    ServerSettingsBuilder knocks(KnockSettings settings) {
        this.knocks = settings;
        return this;
    }

    ServerSettingsBuilder acceptSignature(boolean said) {
        this.acceptSignature = said;
        return this;
    }

    ServerSettingsBuilder bodyDeadline(Duration time) {
        this.bodyDeadline = time;
        return this;
    }

    ServerSettingsBuilder trustedProxies(AddressRanges proxies) {
        this.trustedProxies = proxies;
        return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException naming what is out of range
     */
    ServerSettings build() {
        return new ServerSettings(
                baseUrl,
                listen,
                dataDir,
                databaseUrl,
                allowPrivateNetwork,
                name,
                summary,
                policy,
                block,
                allow,
                maxBodyBytes,
                rateLimit,
                rateBurst,
                intake,
                delivery,
                retention,
                greetAfter,
                knocks,
                acceptSignature,
                bodyDeadline,
                trustedProxies);
    }
}
