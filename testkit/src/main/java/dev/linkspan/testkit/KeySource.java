package dev.linkspan.testkit;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Where actors get their RSA keys of 2048 bits. Implementations are thread-safe. */
@FunctionalInterface
public interface KeySource {

    /** A key pair for one more actor. */
    KeyPair next();

    /** A new pair for each actor; the default. Making one takes around 100 ms of one core. */
    static KeySource fresh() {
        return KeySource::generate;
    }

    /**
     * A few pairs in turn, for hundreds of cheap instances; with them a test cannot notice when one actor's key passes for
     * another's.
     *
     * @param pairs how many
     */
    static KeySource shared(int pairs) {
        List<KeyPair> pool = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            pool.add(generate());
        }
        List<KeyPair> fixed = List.copyOf(pool);
        AtomicInteger taken = new AtomicInteger();
        return () -> fixed.get(Math.floorMod(taken.getAndIncrement(), fixed.size()));
    }

    /**
     * Pairs that are all different for whoever takes them from one such source, and the same from each: making keys is then
     * work for the first test only.
     */
    static KeySource remembered() {
        AtomicInteger taken = new AtomicInteger();
        return () -> RememberedKeys.pair(taken.getAndIncrement());
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("RSA is part of every JDK", e);
        }
    }
}
