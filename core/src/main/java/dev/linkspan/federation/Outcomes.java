package dev.linkspan.federation;

import dev.linkspan.delivery.DeliveryListener;
import dev.linkspan.delivery.DeliveryReport;

/**
 * What deliveries come to, for us and then for the application.
 *
 * @param ours hears first: what the other throws must not keep it from us
 * @param application the application's own
 */
record Outcomes(DeliveryListener ours, DeliveryListener application) implements DeliveryListener {

    @Override
    public void onOutcome(DeliveryReport report) {
        ours.onOutcome(report);
        application.onOutcome(report);
    }

    @Override
    public void onSuspended(String authority) {
        ours.onSuspended(authority);
        application.onSuspended(authority);
    }

    @Override
    public void onRevived(String authority) {
        ours.onRevived(authority);
        application.onRevived(authority);
    }

    @Override
    public void onExpired(String authority) {
        ours.onExpired(authority);
        application.onExpired(authority);
    }
}
