package dev.linkspan.server;

import dev.linkspan.delivery.DeliverySettings;
import dev.linkspan.delivery.MaximumAges;
import dev.linkspan.federation.Retention;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The settings of {@code serve} about deliveries and what is kept for them. */
@SuppressWarnings("NullAway.Init") // picocli sets the options before they are asked for
final class DeliveryOptions {

    @Option(
            names = "--max-in-flight",
            defaultValue = "1024",
            paramLabel = "N",
            description =
                    "Posts under way at once, to all destinations together: each takes a connection and some 50 KB."
                            + " Default: ${DEFAULT-VALUE}")
    private int maxInFlight;

    @Option(
            names = "--max-window",
            defaultValue = "16",
            paramLabel = "N",
            description = "Posts under way at once to one destination; a lane starts with 2 and gets more while the"
                    + " destination answers well. 16 are 80 a second if it answers after 200 ms. Default:"
                    + " ${DEFAULT-VALUE}")
    private int maxWindow;

    @Option(
            names = "--max-age",
            split = ",",
            paramLabel = "TYPE=TIME",
            converter = {AgedType.class, TimeSpan.class},
            description = "How old an activity may get before a destination that lets it wait does not get it any more,"
                    + " by type: Create, Update, Announce, or others, such as Announce=2d,others=5d. A post that comes"
                    + " later stands below all that was read since. Answers and deletions do not go by age. Default:"
                    + " Create=3d,Announce=3d,others=7d")
    private Map<String, Duration> maxAge;

    @Option(
            names = "--suspend-after",
            defaultValue = "7d",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "How long a destination may fail before it is only probed now and then: as long as Mastodon"
                    + " waits before it gives up a host. Any request from it ends that. Default: ${DEFAULT-VALUE}")
    private Duration suspendAfter;

    @Option(
            names = "--expire-after",
            defaultValue = "30d",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "How long a destination may fail before its subscription ends with a Reject. It may follow"
                    + " again. Deletions wait for it so long. Default: ${DEFAULT-VALUE}")
    private Duration expireAfter;

    @Option(
            names = "--retention",
            defaultValue = "7d",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "How long an activity waits in the log for destinations that do not take it; deletions and"
                    + " answers wait longer. Some 5 KB each. Default: ${DEFAULT-VALUE}")
    private Duration retention;

    @Option(
            names = "--keep-delivered",
            defaultValue = "24h",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "How long an activity stays in the log after all have it, to be replayed; up to --retention."
                    + " Gives way when room gets scarce. Default: ${DEFAULT-VALUE}")
    private Duration keepDelivered;

    @Option(
            names = "--remember",
            defaultValue = "30d",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "How long an activity is known as a duplicate, and the relay's own resolve and can be taken"
                    + " back; at least --retention. Default: ${DEFAULT-VALUE}")
    private Duration remember;

    @Option(
            names = "--new-subscriber-history",
            defaultValue = "0h",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "How far in the past a new subscriber begins, as far as the log goes back (see"
                    + " --keep-delivered). Default: ${DEFAULT-VALUE}, nothing from before it came")
    private Duration history;

    @Option(
            names = "--greet-after",
            defaultValue = "1h",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "After an outage of this relay of so long, each subscriber gets one signed request when it is"
                    + " back, since many servers count a silent relay as dead. Default: ${DEFAULT-VALUE}")
    private Duration greetAfter;

    /**
     * How to deliver.
     *
     * @throws IllegalArgumentException naming what is out of range
     */
    DeliverySettings delivery() {
        positive("suspend-after", suspendAfter);
        if (expireAfter.compareTo(suspendAfter) < 0) {
            throw new IllegalArgumentException(
                    "expire-after: " + expireAfter + " (expected: at least suspend-after, " + suspendAfter + ")");
        }
        return DeliverySettings.builder()
                .maxInFlight(maxInFlight)
                .maxWindow(maxWindow)
                .maxAge(maxAge())
                .suspendAfter(suspendAfter)
                .expireAfter(expireAfter)
                .build();
    }

    private MaximumAges maxAge() {
        MaximumAges usual = MaximumAges.defaults();
        Map<String, Duration> byType = new HashMap<>(usual.byType());
        Map<String, Duration> told = maxAge == null ? Map.of() : maxAge;
        byType.putAll(told);
        byType.remove(AgedType.OTHERS);
        return new MaximumAges(told.getOrDefault(AgedType.OTHERS, usual.usual()), byType);
    }

    /** What to keep. */
    Retention retention() {
        return new Retention(retention, keepDelivered, remember, remember);
    }

    /** Where new subscribers begin. */
    Duration history() {
        return history;
    }

    /** Which outage is worth a greeting. */
    Duration greetAfter() {
        return greetAfter;
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
        }
    }
}
