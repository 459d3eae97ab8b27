package dev.linkspan.httpsignatures;

import java.lang.ref.WeakReference;
import java.security.Key;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keys in the form that an engine computes with, made at a key's first use: taking one apart may cost more than the
 * signature. Bounded, since each key has one place that the next one in it takes over, and no reason for a key to live
 * on. Thread-safe.
 *
 * @param <P> the engine's form, which must not refer to the key
 */
final class PreparedKeys<P> {

    private final AtomicReferenceArray<@Nullable Place<P>> places;
    private final Function<Key, P> preparation;

    /**
     * Room for so many keys.
     *
     * @param places a power of two
     */
    PreparedKeys(int places, Function<Key, P> preparation) {
        if (Integer.bitCount(places) != 1) {
            throw new IllegalArgumentException("places: " + places + " (expected: a power of two)");
        }
        this.places = new AtomicReferenceArray<>(places);
        this.preparation = preparation;
    }

    private record Place<P>(WeakReference<Key> key, P prepared) {}

    /** The key, prepared; whatever the preparation throws is thrown on. */
    P of(Key key) {
        // By identity: equality would take the key apart once more.
        int index = System.identityHashCode(key) & (places.length() - 1);
        Place<P> place = places.get(index);
        if (place != null && place.key().refersTo(key)) {
            return place.prepared();
        }
        P prepared = preparation.apply(key);
        places.set(index, new Place<>(new WeakReference<>(key), prepared));
        return prepared;
    }
}
