package dev.linkspan.examples;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Values;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Values of which another store gets to see the names only. AES-GCM; a value is bound to its name. */
final class EncryptedValues implements Values {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Values values;
    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    EncryptedValues(Values values, SecretKey key) {
        this.values = values;
        this.key = key;
    }

    // tag::values[]
    @Override
    public Optional<Body> find(String name) {
        return values.find(name).map(text -> unseal(name, text));
    }

    @Override
    public boolean put(String name, Optional<Body> expected, Body value) {
        while (true) {
            // No two sealings are equal: the clear texts are compared, and the one that lies there is replaced.
            Optional<Body> there = values.find(name);
            if (!there.map(text -> unseal(name, text)).equals(expected)) {
                return false;
            }
            if (values.put(name, there, seal(name, value))) {
                return true;
            }
        }
    }
    // end::values[]

    @Override
    public AutoCloseable onChange(Consumer<String> listener) {
        return values.onChange(listener);
    }

    private Body seal(String name, Body clear) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = crypt(Cipher.ENCRYPT_MODE, name, nonce, clear.bytes());
        return Body.of(ByteBuffer.allocate(nonce.length + text.length)
                .put(nonce)
                .put(text)
                .array());
    }

    private Body unseal(String name, Body text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.bytes());
        byte[] nonce = new byte[Math.min(NONCE_BYTES, bytes.remaining())];
        bytes.get(nonce);
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return Body.of(crypt(Cipher.DECRYPT_MODE, name, nonce, rest));
    }

    private byte[] crypt(int mode, String name, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(Body.of(name).bytes()); // else one value could be put in another's place
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the value " + name + " was not written with this key", e);
        }
    }
}
