package dev.linkspan.server;

import dev.linkspan.httpsignatures.SignatureProvider;
import dev.linkspan.relay.RelayIdentity;

/** What {@code serve} prints: what to type where. */
final class Welcome {

    private final ServerSettings settings;
    private final RelayServer server;

    Welcome(ServerSettings settings, RelayServer server) {
        this.settings = settings;
        this.server = server;
    }

    String text() {
        RelayIdentity identity = server.service().identity();
        String warning =
                settings.allowPrivateNetwork() ? "\n  ! private network allowed: for tests and LANs only\n" : "";
        return """

                Linkspan relay %s
                  listens on  %s:%d
                  data in     %s
                  signs by    %s
                %s
                To subscribe:
                  Mastodon and its forks    Administration > Relays > Add:  %s
                  Misskey, Sharkey, …       Control panel > Relays:         %s
                  Pleroma, Akkoma           mix pleroma.relay follow        %s
                  Friendica                 bin/console relay add           %s
                  GoToSocial, snac, NodeBB  follow                          %s
                """.formatted(
                        identity.origin(),
                        settings.listen().host(),
                        server.port(),
                        settings.dataDir(),
                        SignatureProvider.fastest().name(),
                        warning,
                        identity.inbox(),
                        identity.inbox(),
                        identity.actor(),
                        identity.actor(),
                        identity.actor());
    }
}
