package dev.linkspan.relay;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Values;
import java.util.Optional;
import java.util.function.Consumer;

/** Values that another node writes first, once. */
final class BeatenValues implements Values {

    private final Values values;
    private final Runnable other;
    private boolean beaten;

    BeatenValues(Values values, Runnable other) {
        this.values = values;
        this.other = other;
    }

    @Override
    public Optional<Body> find(String name) {
        return values.find(name);
    }

    @Override
    public boolean put(String name, Optional<Body> expected, Body value) {
        if (!beaten) {
            beaten = true;
            other.run();
        }
        return values.put(name, expected, value);
    }

    @Override
    public AutoCloseable onChange(Consumer<String> listener) {
        return values.onChange(listener);
    }
}
