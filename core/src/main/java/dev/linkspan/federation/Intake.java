package dev.linkspan.federation;

import dev.linkspan.client.AddressRanges;
import dev.linkspan.store.StoreSpace;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * Says before anything else whether a post can be taken now: back-pressure. What cannot is to be answered with 503 and
 * {@code Retry-After}, whatever it is, so that its sender keeps it; nothing is dropped in silence. Asking costs no parsing, no
 * cryptography, no disk and no network. Remembers only senders that have posts under way. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4">RFC 9110 §15.6.4, 503</a>
 */
public final class Intake {

    /** About how long senders shall wait when too much comes at once: a burst has passed by then. */
    private static final Duration BUSY = Duration.ofSeconds(20);

    /** About how long they shall wait when room must be made first. */
    private static final Duration FULL = Duration.ofMinutes(5);

    /** Of the eight groups in which an IPv6 address is written, those that name its network. */
    private static final int NETWORK_GROUPS = 4;

    private final IntakeLimits limits;
    private final IntSupplier waitingActs;
    private final RandomGenerator random;
    private final Consumer<Reason> refusals;
    private final Lock lock = new ReentrantLock();
    private final Map<String, Share> shares = new HashMap<>();
    private final Budget requests;
    private final Budget bytes;
    private volatile StoreSpace space = StoreSpace.unknown();

    /** What one sender holds. */
    private static final class Share {
        private int requests;
        private long bytes;
    }

    /**
     * An intake.
     *
     * @param limits its budgets
     * @param waitingActs how many acts wait for the store's writer; asked for each post
     * @param random spreads the times at which senders come again
     * @param refusals told of each refusal; must return at once
     */
    public Intake(IntakeLimits limits, IntSupplier waitingActs, RandomGenerator random, Consumer<Reason> refusals) {
        this.limits = limits;
        this.waitingActs = waitingActs;
        this.random = random;
        this.refusals = refusals;
        this.requests = new Budget(limits.requests());
        this.bytes = new Budget(limits.bodyBytes());
    }

    /** Why a post is not taken now. */
    public enum Reason {
        /** As many posts as allowed are being worked on. */
        REQUESTS,
        /** As many bytes of bodies as allowed are held. */
        BODY_BYTES,
        /** The sender has much under way, and what is left is for others. */
        SENDER_SHARE,
        /** Too many acts wait for the store's writer. */
        WRITER,
        /** The data folder's disk is nearly full. */
        DISK,
        /** The stored data takes as much as allowed. */
        STORED;

        /** The word for counters and the log. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a post is taken. */
    public sealed interface Verdict {

        /**
         * It is.
         *
         * @param ticket to be closed when the post is answered, whatever became of it
         */
        record Admitted(Ticket ticket) implements Verdict {}

        /**
         * It is not, for now.
         *
         * @param reason why
         * @param retryAfter how long its sender should wait; another time for each sender
         */
        record Refused(Reason reason, Duration retryAfter) implements Verdict {}
    }

    /**
     * Whether a post can be taken.
     *
     * @param client the address that it comes from; all addresses of an IPv6 network (/64) are one sender
     * @param declaredBytes how long its body says it is; 0 or less if it does not say. Only what arrives is counted as held
     */
    public Verdict admit(String client, long declaredBytes) {
        Optional<Reason> closed = closed();
        return closed.isPresent() ? refuse(closed.get()) : enter(sender(client), Math.max(0, declaredBytes));
    }

    /** One machine may send from any address of its /64: it is still one. An IPv4 address is the same however written. */
    private static String sender(String client) {
        String address = AddressRanges.address(client).orElse(client);
        int end = -1;
        for (int groups = 0; groups < NETWORK_GROUPS; groups++) {
            end = address.indexOf(':', end + 1);
            if (end < 0) {
                return address;
            }
        }
        return address.substring(0, end);
    }

    private Verdict enter(String sender, long declaredBytes) {
        Optional<Reason> full = tryEnter(sender, declaredBytes);
        return full.isPresent() ? refuse(full.get()) : new Verdict.Admitted(new Ticket(this, sender));
    }

    private Optional<Reason> tryEnter(String sender, long declaredBytes) {
        lock.lock();
        try {
            Share share = shares.getOrDefault(sender, new Share());
            Optional<Reason> full = reason(requests.ask(1, share.requests), Reason.REQUESTS)
                    .or(() -> reason(bytes.ask(declaredBytes, share.bytes), Reason.BODY_BYTES));
            if (full.isEmpty()) {
                requests.take(1);
                share.requests++;
                shares.put(sender, share);
            }
            return full;
        } finally {
            lock.unlock();
        }
    }

    private static Optional<Reason> reason(Budget.Grant grant, Reason exhausted) {
        return switch (grant) {
            case GIVEN -> Optional.empty();
            case EXHAUSTED -> Optional.of(exhausted);
            case RESERVED -> Optional.of(Reason.SENDER_SHARE);
        };
    }

    /** Takes more of a body in; the refusal if there is no room for it. */
    Optional<Verdict.Refused> hold(String sender, long more) {
        return tryHold(sender, more).map(this::refuse);
    }

    private Optional<Reason> tryHold(String sender, long more) {
        lock.lock();
        try {
            Share share = shares.getOrDefault(sender, new Share());
            Optional<Reason> full = reason(bytes.ask(more, share.bytes), Reason.BODY_BYTES);
            if (full.isEmpty()) {
                bytes.take(more);
                share.bytes += more;
            }
            return full;
        } finally {
            lock.unlock();
        }
    }

    void leave(String sender, long held) {
        lock.lock();
        try {
            requests.giveBack(1);
            bytes.giveBack(held);
            Share share = shares.getOrDefault(sender, new Share());
            share.requests--;
            share.bytes -= held;
            if (share.requests <= 0) {
                shares.remove(sender);
            }
        } finally {
            lock.unlock();
        }
    }

    private Verdict.Refused refuse(Reason reason) {
        refusals.accept(reason);
        return new Verdict.Refused(reason, patience(reason));
    }

    /** Half the usual time to one and a half of it: who was refused at once shall not come back at once. */
    private Duration patience(Reason reason) {
        Duration usual =
                switch (reason) {
                    case REQUESTS, BODY_BYTES, SENDER_SHARE, WRITER -> BUSY;
                    case DISK, STORED -> FULL;
                };
        return usual.dividedBy(2).plusSeconds(random.nextLong(usual.toSeconds() + 1));
    }

    /** What closes the intake to everybody. */
    private Optional<Reason> closed() {
        StoreSpace seen = space;
        if (seen.freeBytes().orElse(Long.MAX_VALUE) < limits.minFreeBytes()) {
            return Optional.of(Reason.DISK);
        }
        if (seen.usedBytes().orElse(0) >= limits.maxStoredBytes()) {
            return Optional.of(Reason.STORED);
        }
        return waitingActs.getAsInt() >= limits.waitingActs() ? Optional.of(Reason.WRITER) : Optional.empty();
    }

    /** Learns what room the store has. */
    void observe(StoreSpace now) {
        space = now;
    }

    /** Whether more than half of the posts that can be worked on are. Then nobody may take long over a body. */
    boolean isBusy() {
        lock.lock();
        try {
            return requests.used() * 2 > limits.requests();
        } finally {
            lock.unlock();
        }
    }

    /** How much is in use. */
    public IntakeStatus status() {
        Optional<Reason> closed = closed();
        lock.lock();
        try {
            return new IntakeStatus(
                    limits, (int) requests.used(), bytes.used(), shares.size(), waitingActs.getAsInt(), space, closed);
        } finally {
            lock.unlock();
        }
    }
}
