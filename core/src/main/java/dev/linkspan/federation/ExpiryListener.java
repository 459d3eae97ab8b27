package dev.linkspan.federation;

import dev.linkspan.delivery.DeliveryListener;
import dev.linkspan.relay.Relay;
import dev.linkspan.vocab.Authority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the subscriptions of a host that took nothing for too long; it may follow again. */
final class ExpiryListener implements DeliveryListener {

    private static final Logger log = LoggerFactory.getLogger(ExpiryListener.class);

    private final Relay relay;

    ExpiryListener(Relay relay) {
        this.relay = relay;
    }

    @Override
    public void onExpired(String authority) {
        log.info("subscription of {} expired", authority);
        Authority.of("https://" + authority).ifPresent(relay::removeAll);
    }
}
