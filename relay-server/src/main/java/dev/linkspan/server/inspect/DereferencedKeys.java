package dev.linkspan.server.inspect;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Transport;
import dev.linkspan.client.TransportSettings;
import dev.linkspan.discovery.KeyDirectory;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import java.time.InstantSource;

/** Keys fetched as the relay fetches them: same guard, same client, same rules; only that a command has no actor that could sign. */
final class DereferencedKeys implements AutoCloseable {

    private final Transport transport;
    private final KeyDirectory directory;

    DereferencedKeys(boolean allowPrivateNetwork, String version, Authority own, VerificationPolicy policy) {
        AddressGuard guard = allowPrivateNetwork ? AddressGuard.allowingPrivateNetwork() : AddressGuard.publicOnly();
        this.transport = Transport.open(TransportSettings.of(guard, "Linkspan/" + version + " (verify)"));
        DocumentClient client = DocumentClient.anonymous(transport, guard);
        this.directory = new KeyDirectory(Store.inMemory(), client, own, policy, InstantSource.system());
    }

    KeyDirectory directory() {
        return directory;
    }

    @Override
    public void close() {
        transport.close();
    }
}
