package dev.linkspan.server;

import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.PemKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;

/**
 * The relay's key pair on disk, {@code actor-key.pem} in the data folder, readable by its owner only. Made at the first
 * start; whoever loses it loses the relay's identity.
 */
final class RelayKeyFile {

    private static final String NAME = "actor-key.pem";
    private static final int BITS = 2048;

    private RelayKeyFile() {}

    static KeyPair loadOrCreate(Path dataDir) throws IOException {
        Path file = dataDir.resolve(NAME);
        try {
            return Files.exists(file) ? load(file) : create(file);
        } catch (IOException e) {
            throw new IOException("the key " + file + " cannot be used", e);
        }
    }

    private static KeyPair load(Path file) throws IOException {
        try {
            if (PemKeys.readPrivate(Files.readString(file)) instanceof RSAPrivateCrtKey key) {
                RSAPublicKeySpec spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
                return new KeyPair(KeyFactory.getInstance("RSA").generatePublic(spec), key);
            }
            throw new IOException(file + " holds no RSA private key");
        } catch (KeyFormatException | GeneralSecurityException e) {
            throw new IOException(file + " holds no usable private key", e);
        }
    }

    private static KeyPair create(Path file) throws IOException {
        KeyPair pair;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA is part of every JDK", e);
        }
        OwnerOnlyFile.write(file, PemKeys.write(pair.getPrivate()).getBytes(StandardCharsets.US_ASCII));
        return pair;
    }
}
