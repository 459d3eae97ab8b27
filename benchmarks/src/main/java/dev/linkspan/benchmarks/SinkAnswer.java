package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Body;
import java.time.Duration;

/**
 * What a fake server answers.
 *
 * @param bytes the whole answer; none: it never answers
 * @param delay how long it takes
 */
record SinkAnswer(Body bytes, Duration delay) {

    /** Takes the request and says nothing, while the connection stays open. */
    static final SinkAnswer SILENCE = new SinkAnswer(Body.none(), Duration.ZERO);

    static SinkAnswer now(Body bytes) {
        return new SinkAnswer(bytes, Duration.ZERO);
    }

    SinkAnswer after(Duration wait) {
        return new SinkAnswer(bytes, wait);
    }
}
