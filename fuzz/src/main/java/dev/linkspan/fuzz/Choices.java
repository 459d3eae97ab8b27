package dev.linkspan.fuzz;

import dev.linkspan.httpsignatures.Body;
import java.util.List;

/** An input as a row of decisions, so that the fuzzer varies what is made and not how it is spelled. */
final class Choices {

    private final byte[] bytes;
    private int at;

    Choices(Body input) {
        this.bytes = input.bytes();
    }

    /** A number below this one; 0 when the input is used up. */
    int below(int bound) {
        return at < bytes.length ? Math.floorMod(bytes[at++], bound) : 0;
    }

    boolean either() {
        return below(2) == 1;
    }

    <T> T of(List<T> several) {
        return several.get(below(several.size()));
    }
}
