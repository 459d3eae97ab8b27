package dev.linkspan.server.inspect;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Transport;
import dev.linkspan.client.TransportSettings;
import dev.linkspan.discovery.KeyDirectory;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SignatureAlgorithm;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Authority;
import java.time.Instant;
import java.time.InstantSource;
import javax.crypto.spec.SecretKeySpec;

/** Keys fetched as the relay fetches them: same guard, same client, same rules; only that the requests are not signed. */
final class DereferencedKeys implements AutoCloseable {

    /** Never used: the signer that gets it does not sign. */
    private static final SigningKey NO_KEY =
            new SigningKey("", new SecretKeySpec(new byte[32], "HmacSHA256"), SignatureAlgorithm.HMAC_SHA256);

    private final Transport transport;
    private final KeyDirectory directory;

    DereferencedKeys(boolean allowPrivateNetwork, String version, Authority own, VerificationPolicy policy) {
        AddressGuard guard = allowPrivateNetwork ? AddressGuard.allowingPrivateNetwork() : AddressGuard.publicOnly();
        this.transport = Transport.open(TransportSettings.of(guard, "Linkspan/" + version + " (verify)"));
        DocumentClient client =
                DocumentClient.signing(transport, guard, new Unsigned(), server -> NO_KEY, InstantSource.system());
        this.directory = new KeyDirectory(Store.inMemory(), client, own, policy, InstantSource.system());
    }

    KeyDirectory directory() {
        return directory;
    }

    @Override
    public void close() {
        transport.close();
    }

    /** A command has no actor that could sign. */
    private static final class Unsigned implements RequestSigner {
        @Override
        public Fields sign(HttpMessage.Request message, SigningKey key, Instant now) {
            return Fields.of("Host", message.authority());
        }

        @Override
        public Fields sign(HttpMessage.Request message, BodyDigest digest, SigningKey key, Instant now) {
            return sign(message, key, now);
        }
    }
}
