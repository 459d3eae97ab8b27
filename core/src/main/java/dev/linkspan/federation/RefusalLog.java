package dev.linkspan.federation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator why posts are put off, a line for each reason every ten seconds at most. Thread-safe. */
final class RefusalLog {

    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Map<Intake.Reason, Run> runs = new EnumMap<>(Intake.Reason.class);

    private record Run(Instant toldAt, long untold) {}

    RefusalLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts a refusal and tells of it if it is time; returns whether it did. */
    synchronized boolean refused(Intake.Reason reason) {
        Instant now = clock.instant();
        Run run = runs.getOrDefault(reason, new Run(Instant.EPOCH, 0));
        if (now.isBefore(run.toldAt().plus(INTERVAL))) {
            runs.put(reason, new Run(run.toldAt(), run.untold() + 1));
            return false;
        }
        log.warn("posts put off with 503: reason={} count={}", reason.word(), run.untold() + 1);
        runs.put(reason, new Run(now, 0));
        return true;
    }
}
