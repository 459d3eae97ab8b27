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

    static FakeUser of(Profile profile, String name, String id, KeyPair pair) {
        SigningKey key = new SigningKey(id + profile.keySuffix(), pair.getPrivate());
        return new FakeUser(name, id, key, pair.getPublic());
    }

    /** Its own inbox. */
    public String inbox() {
        return below("inbox");
    }

    /** The id of its followers collection. */
    public String followers() {
        return below("followers");
    }

    /** The id of something below it; one that is a bare origin has its slash already. */
    String below(String part) {
        return id.endsWith("/") ? id + part : id + "/" + part;
    }
}
