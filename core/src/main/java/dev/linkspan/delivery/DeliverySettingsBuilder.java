package dev.linkspan.delivery;

import java.time.Duration;

/** Settings of a {@link Delivery} in the making; what each means stands there. Not thread-safe. */
public final class DeliverySettingsBuilder {

    private int signers = Runtime.getRuntime().availableProcessors();
    private int maxInFlight = 1024;
    private long maxBytesInFlight = 64L << 20;
    private int maxWindow = 16;
    private int freshEntries = 64;
    private int maxStragglers = 64;
    private long tailBytes = 32L << 20;
    private Duration deadline = Duration.ofSeconds(10);
    private int maxResponseBytes = 64 << 10;
    private Duration flushInterval = Duration.ofMillis(500);
    private int flushChanges = 10_000;
    private MaximumAges maxAge = MaximumAges.defaults();
    private Duration suspendAfter = Duration.ofDays(7);
    private Duration probeInterval = Duration.ofHours(12);
    private Duration expireAfter = Duration.ofDays(30);
    private Duration revivalInterval = Duration.ofMinutes(1);
    private Duration closeTimeout = Duration.ofSeconds(15);
    private int applicationWindow = 16;
    private int applicationAttempts = 10;
    private LeaseSettings lease = LeaseSettings.defaults();

    DeliverySettingsBuilder() {}

    /** See {@link DeliverySettings#signers()}. */
    public DeliverySettingsBuilder signers(int threads) {
        this.signers = threads;
        return this;
    }

    /** See {@link DeliverySettings#maxInFlight()}. */
    public DeliverySettingsBuilder maxInFlight(int posts) {
        this.maxInFlight = posts;
        return this;
    }

    /** See {@link DeliverySettings#maxBytesInFlight()}. */
    public DeliverySettingsBuilder maxBytesInFlight(long bytes) {
        this.maxBytesInFlight = bytes;
        return this;
    }

    /** See {@link DeliverySettings#freshEntries()}. */
    public DeliverySettingsBuilder freshEntries(int entries) {
        this.freshEntries = entries;
        return this;
    }

    /** See {@link DeliverySettings#maxWindow()}. */
    public DeliverySettingsBuilder maxWindow(int posts) {
        this.maxWindow = posts;
        return this;
    }

    /** See {@link DeliverySettings#maxStragglers()}. */
    public DeliverySettingsBuilder maxStragglers(int entries) {
        this.maxStragglers = entries;
        return this;
    }

    /** See {@link DeliverySettings#tailBytes()}. */
    public DeliverySettingsBuilder tailBytes(long bytes) {
        this.tailBytes = bytes;
        return this;
    }

    /** See {@link DeliverySettings#deadline()}. */
    public DeliverySettingsBuilder deadline(Duration time) {
        this.deadline = time;
        return this;
    }

    /** See {@link DeliverySettings#maxResponseBytes()}. */
    public DeliverySettingsBuilder maxResponseBytes(int bytes) {
        this.maxResponseBytes = bytes;
        return this;
    }

    /** See {@link DeliverySettings#flushInterval()}. */
    public DeliverySettingsBuilder flushInterval(Duration time) {
        this.flushInterval = time;
        return this;
    }

    /** See {@link DeliverySettings#flushChanges()}. */
    public DeliverySettingsBuilder flushChanges(int lanes) {
        this.flushChanges = lanes;
        return this;
    }

    /** See {@link DeliverySettings#maxAge()}. */
    public DeliverySettingsBuilder maxAge(MaximumAges ages) {
        this.maxAge = ages;
        return this;
    }

    /** See {@link DeliverySettings#suspendAfter()}. */
    public DeliverySettingsBuilder suspendAfter(Duration time) {
        this.suspendAfter = time;
        return this;
    }

    /** See {@link DeliverySettings#probeInterval()}. */
    public DeliverySettingsBuilder probeInterval(Duration time) {
        this.probeInterval = time;
        return this;
    }

    /** See {@link DeliverySettings#expireAfter()}. */
    public DeliverySettingsBuilder expireAfter(Duration time) {
        this.expireAfter = time;
        return this;
    }

    /** See {@link DeliverySettings#revivalInterval()}. */
    public DeliverySettingsBuilder revivalInterval(Duration time) {
        this.revivalInterval = time;
        return this;
    }

    /** See {@link DeliverySettings#closeTimeout()}. */
    public DeliverySettingsBuilder closeTimeout(Duration time) {
        this.closeTimeout = time;
        return this;
    }

    /** See {@link DeliverySettings#applicationWindow()}. */
    public DeliverySettingsBuilder applicationWindow(int entries) {
        this.applicationWindow = entries;
        return this;
    }

    /** See {@link DeliverySettings#applicationAttempts()}. */
    public DeliverySettingsBuilder applicationAttempts(int attempts) {
        this.applicationAttempts = attempts;
        return this;
    }

    /** See {@link DeliverySettings#lease()}. */
    public DeliverySettingsBuilder lease(LeaseSettings how) {
        this.lease = how;
        return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException naming what is out of range
     */
    public DeliverySettings build() {
        return new DeliverySettings(
                signers,
                maxInFlight,
                maxBytesInFlight,
                maxWindow,
                freshEntries,
                maxStragglers,
                tailBytes,
                deadline,
                maxResponseBytes,
                flushInterval,
                flushChanges,
                maxAge,
                suspendAfter,
                probeInterval,
                expireAfter,
                revivalInterval,
                closeTimeout,
                applicationWindow,
                applicationAttempts,
                lease);
    }
}
