package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The values in memory. */
final class MemoryValues implements Values {

    private final MemoryState state;
    private final Map<String, Body> values = new HashMap<>();
    private final Listeners<String> listeners = new Listeners<>();

    MemoryValues(MemoryState state) {
        this.state = state;
    }

    @Override
    public Optional<Body> find(String name) {
        return state.atomically(() -> Optional.ofNullable(values.get(name)));
    }

    @Override
    public boolean put(String name, Optional<Body> expected, Body value) {
        boolean written = state.atomically(() -> {
            boolean asExpected = Optional.ofNullable(values.get(name)).equals(expected);
            if (asExpected) {
                values.put(name, value);
            }
            return asExpected;
        });
        if (written) {
            listeners.tell(name);
        }
        return written;
    }

    @Override
    public AutoCloseable onChange(Consumer<String> listener) {
        return listeners.add(listener);
    }
}
