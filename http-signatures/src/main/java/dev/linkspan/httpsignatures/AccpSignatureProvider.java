package dev.linkspan.httpsignatures;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * RSA, ECDSA and Ed25519 by the Amazon Corretto Crypto Provider: OpenSSL's speed, native. What it cannot do is done by the
 * JDK: shared secrets, and keys that it does not take.
 */
final class AccpSignatureProvider implements SignatureProvider {

    private final Provider accp;
    private final SignatureProvider jdk = SignatureProvider.jdk();

    // An RSA private key that is taken apart for each signature costs more than the signature itself.
    private final PreparedKeys<Optional<PrivateKey>> privateKeys = new PreparedKeys<>(256, this::privateKey);
    private final PreparedKeys<Optional<PublicKey>> publicKeys = new PreparedKeys<>(2048, this::publicKey);

    AccpSignatureProvider(Provider accp) {
        this.accp = accp;
    }

    /**
     * The provider, if its classes can be found and it takes all kinds of keys.
     *
     * @throws ReflectiveOperationException if it is not on the class path
     * @throws GeneralSecurityException if the JDK does not take the published keys
     */
    static AccpSignatureProvider load(ClassLoader loader)
            throws ReflectiveOperationException, GeneralSecurityException {
        AccpSignatureProvider provider = new AccpSignatureProvider(AccpClasses.provider(loader));
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            SelfTestKeys.Pair keys = SelfTestKeys.fitting(algorithm);
            boolean own = provider.takes(keys.signing()) && provider.takes(keys.verifying());
            if (!own && algorithm != SignatureAlgorithm.HMAC_SHA256) {
                throw new IllegalStateException("it does not take a key for " + algorithm.registeredName());
            }
        }
        return provider;
    }

    @Override
    public String name() {
        return "ACCP " + accp.getVersionStr();
    }

    /** Whether it computes with this key itself, and does not leave it to the JDK. */
    boolean takes(Key key) {
        return key instanceof PrivateKey
                ? privateKeys.of(key).isPresent()
                : key instanceof PublicKey && publicKeys.of(key).isPresent();
    }

    @Override
    public byte[] sign(SignatureAlgorithm algorithm, Key key, byte[] data) {
        if (!(key instanceof PrivateKey) || !algorithm.fits(key)) {
            return jdk.sign(algorithm, key, data);
        }
        Optional<PrivateKey> prepared = privateKeys.of(key);
        if (prepared.isEmpty()) {
            return jdk.sign(algorithm, key, data);
        }
        try {
            JcaName name = JcaName.toSign(algorithm);
            Signature signature = Signature.getInstance(name.algorithm(), accp);
            name.prepare(signature);
            signature.initSign(prepared.get());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "key: " + key.getAlgorithm() + " (expected: one for " + algorithm.registeredName() + ")", e);
        }
    }

    @Override
    public boolean verify(SignatureAlgorithm algorithm, Key key, byte[] data, byte[] signature) {
        if (!(key instanceof PublicKey) || !algorithm.fits(key)) {
            return jdk.verify(algorithm, key, data, signature);
        }
        Optional<PublicKey> prepared = publicKeys.of(key);
        if (prepared.isEmpty()) {
            return jdk.verify(algorithm, key, data, signature);
        }
        try {
            JcaName name = JcaName.toVerify(algorithm, signature.length);
            Signature verification = Signature.getInstance(name.algorithm(), accp);
            name.prepare(verification);
            verification.initVerify(prepared.get());
            verification.update(data);
            return verification.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false; // wrong length, shape or kind, chosen by a stranger
        }
    }

    private Optional<PrivateKey> privateKey(Key key) {
        try {
            return Optional.of(factory(key).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded())));
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private Optional<PublicKey> publicKey(Key key) {
        try {
            if (key instanceof EdECPublicKey ed && !Ed25519.validatePublicKeyFull(KeyCodec.ed25519(ed), 0)) {
                return Optional.empty(); // a point that "verifies" what nobody signed; the JDK's provider refuses it
            }
            return Optional.of(factory(key).generatePublic(new X509EncodedKeySpec(key.getEncoded())));
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    // Not ACCP's translateKey: it gives keys that the first Signature to take another key destroys for all. For Ed25519
    // it
    // makes no keys unless told by a system property; a copy of the JDK's serves as well.
    private KeyFactory factory(Key key) throws GeneralSecurityException {
        String algorithm = key.getAlgorithm();
        return key instanceof EdECKey ? KeyFactory.getInstance(algorithm) : KeyFactory.getInstance(algorithm, accp);
    }
}
