package dev.linkspan.httpsignatures.structured;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ordered parameters of an item or inner list; the order is kept, but does not matter for equality. Immutable.
 *
 * @param entries keys and values in their order
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9651#section-3.1.2">RFC 9651 §3.1.2</a>
 */
public record Parameters(Map<String, BareItem> entries) {

    private static final Parameters NONE = new Parameters(Map.of());

    /** Copies the map and keeps its order. */
    public Parameters {
        entries = entries.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** No parameters. */
    public static Parameters none() {
        return NONE;
    }

    /** These parameters and one more at the end; one of the same key takes the new value and keeps its place. */
    public Parameters with(String key, BareItem value) {
        Map<String, BareItem> more = new LinkedHashMap<>(entries);
        more.put(key, value);
        return new Parameters(more);
    }

    /** The value of a parameter. */
    public Optional<BareItem> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
