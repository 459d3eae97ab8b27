package dev.linkspan.server;

import dev.linkspan.client.AddressRanges;
import dev.linkspan.client.KnockSettings;
import dev.linkspan.delivery.DeliverySettings;
import dev.linkspan.federation.IntakeLimits;
import dev.linkspan.federation.Retention;
import dev.linkspan.relay.RelayPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What {@code serve} was told; see {@link ServeCommand} for the meaning of each. */
record ServerSettings(
        String baseUrl,
        ListenAddress listen,
        Path dataDir,
        Optional<String> databaseUrl,
        boolean allowPrivateNetwork,
        Optional<String> name,
        Optional<String> summary,
        RelayPolicy policy,
        List<String> block,
        List<String> allow,
        int maxBodyBytes,
        double rateLimit,
        int rateBurst,
        IntakeLimits intake,
        DeliverySettings delivery,
        Retention retention,
        Duration greetAfter,
        KnockSettings knocks,
        boolean acceptSignature,
        Duration bodyDeadline,
        AddressRanges trustedProxies) {

    ServerSettings {
        if (!bodyDeadline.isPositive()) {
            throw new IllegalArgumentException("body-deadline: " + bodyDeadline + " (expected: more than 0)");
        }
        block = List.copyOf(block);
        allow = List.copyOf(allow);
        if (maxBodyBytes < 1) {
            throw new IllegalArgumentException("max-body-bytes: " + maxBodyBytes + " (expected: at least 1)");
        }
        if (rateLimit <= 0 || rateBurst < 1) {
            throw new IllegalArgumentException(
                    "rate-limit: " + rateLimit + ", rate-burst: " + rateBurst + " (expected: more than 0)");
        }
    }

    /** Without the database's address, in which a password may stand. */
    @Override
    public String toString() {
        return "ServerSettings[" + baseUrl + ", " + listen + ", " + dataDir + "]";
    }
}
