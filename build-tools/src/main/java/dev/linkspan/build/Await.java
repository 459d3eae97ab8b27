package dev.linkspan.build;

import java.time.Duration;
import java.util.Optional;

/**
 * Waits, busily, for what other threads bring about. Ends with an {@link AssertionError} after far longer than it can take, so
 * that a test that waits in vain says so by itself.
 */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Await() {}

    /**
     * Whether it is so by now.
     *
     * @param <E> what asking may throw; that ends the waiting
     */
    @FunctionalInterface
    public interface Condition<E extends Exception> {
        boolean holds() throws E;
    }

    /**
     * What there is by now, if anything.
     *
     * @param <E> what asking may throw; that ends the waiting
     */
    @FunctionalInterface
    public interface Source<T, E extends Exception> {
        Optional<T> find() throws E;
    }

    /** Waits until it is so. */
    public static <E extends Exception> void until(String what, Condition<E> condition) throws E {
        long begin = System.nanoTime();
        while (!condition.holds()) {
            goOn(what, begin);
        }
    }

    /** Waits until there is one. */
    public static <T, E extends Exception> T value(String what, Source<T, E> source) throws E {
        long begin = System.nanoTime();
        Optional<T> found = source.find();
        while (found.isEmpty()) {
            goOn(what, begin);
            found = source.find();
        }
        return found.get();
    }

    private static void goOn(String what, long begin) {
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
            throw new AssertionError(what + ": not within " + PATIENCE.toSeconds() + " s");
        }
        Thread.onSpinWait();
    }
}
