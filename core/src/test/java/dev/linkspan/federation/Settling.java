package dev.linkspan.federation;

import dev.linkspan.delivery.DeliverySettings;
import java.util.Optional;

/** How tests in other packages have followers compared. */
public final class Settling {

    private Settling() {}

    /**
     * What comes in is handled one after the other, the comparison that it calls for included: so what came before something
     * that was compared has been compared as well.
     */
    public static FederationBuilder inTurn(FederationBuilder builder) {
        builder.settling = Optional.of(Runnable::run);
        return builder.delivery(DeliverySettings.builder().applicationWindow(1).build());
    }
}
