package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.SigningKey;
import java.security.KeyPair;
import java.security.PublicKey;

/**
 * An actor of a fake instance.
 *
 * @param name the local name
 * @param id the actor's id
 * @param key the key it signs with
 * @param publicKey its public half
 */
public record FakeUser(String name, String id, SigningKey key, PublicKey publicKey) {

    static FakeUser of(String name, String id, KeyPair pair) {
        return new FakeUser(name, id, new SigningKey(id + "#main-key", pair.getPrivate()), pair.getPublic());
    }

    /** Its own inbox. */
    public String inbox() {
        return id + "/inbox";
    }

    /** The id of its followers collection. */
    public String followers() {
        return id + "/followers";
    }
}
