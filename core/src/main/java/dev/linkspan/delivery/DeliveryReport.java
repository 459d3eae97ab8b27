package dev.linkspan.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * What one attempt to deliver came to, or that an entry was given up.
 *
 * @param authority the destination
 * @param offset the entry's place in the log
 * @param activityId the id of the activity
 * @param sender the id of our actor that sends it, if the entry names one
 * @param inbox where it goes; absent if the destination's subscription is over
 * @param outcome what it came to
 * @param sinceAccepted how long ago the entry was accepted
 */
public record DeliveryReport(
        String authority,
        long offset,
        String activityId,
        Optional<String> sender,
        Optional<String> inbox,
        Outcome outcome,
        Duration sinceAccepted) {}
