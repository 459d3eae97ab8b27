package dev.linkspan.federation;

import java.time.Duration;
import java.util.Optional;

/** One post's place in the {@link Intake}, and the room that its body takes. For one thread; close it however the post ends. */
public final class Ticket implements AutoCloseable {

    /** What part of the usual time a body may take while the intake is busy. */
    private static final int HURRY = 6;

    private final Intake intake;
    private final String sender;
    private long held;
    private boolean closed;

    Ticket(Intake intake, String sender) {
        this.intake = intake;
        this.sender = sender;
    }

    /**
     * Asks for room before more of the body is kept.
     *
     * @param bytes how much more
     * @return the refusal, if there is no room for it
     */
    public Optional<Intake.Verdict.Refused> hold(long bytes) {
        Optional<Intake.Verdict.Refused> refused = intake.hold(sender, bytes);
        if (refused.isEmpty()) {
            held += bytes;
        }
        return refused;
    }

    /** How long the body may take: the usual time, or a sixth of it while many others want the place. */
    public Duration bodyDeadline(Duration usual) {
        return intake.isBusy() ? usual.dividedBy(HURRY) : usual;
    }

    /** Gives everything back. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            intake.leave(sender, held);
        }
    }
}
