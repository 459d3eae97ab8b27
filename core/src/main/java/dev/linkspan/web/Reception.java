package dev.linkspan.web;

import dev.linkspan.federation.Intake;
import dev.linkspan.federation.Ticket;
import dev.linkspan.httpsignatures.Body;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a request reaches a handler, whichever server it came through. Thread-safe. */
final class Reception {

    private static final Logger log = LoggerFactory.getLogger(Reception.class);

    private final WebHandler web;

    Reception(WebHandler web) {
        this.web = web;
    }

    /** A server's own way to read a body. */
    interface BodySource {
        /** Reads it, asking for room as it comes. Blocks. */
        ReadBody read(Ticket place) throws IOException;
    }

    /**
     * Has a request answered; empty if it is not the handler's.
     *
     * @param head the request without its body
     * @param declaredBytes the length that it declares; less than 0 if it declares none
     * @param source its body, read only if the handler wants it and there is room
     */
    Optional<WebResponse> receive(WebRequest head, long declaredBytes, BodySource source) throws IOException {
        if (!web.readsBody(head.method(), head.path())) {
            return web.handle(head);
        }
        return switch (web.admit(head.client(), declaredBytes)) {
            case Intake.Verdict.Refused refused -> Optional.of(web.putOff(refused));
            case Intake.Verdict.Admitted admitted -> {
                try (Ticket place = admitted.ticket()) {
                    yield switch (source.read(place)) {
                        case ReadBody.Late late -> Optional.of(Refusals.late());
                        case ReadBody.PutOff putOff -> Optional.of(web.putOff(putOff.refused()));
                        case ReadBody.Consumed consumed -> Optional.of(consumed(head));
                        case ReadBody.Whole whole ->
                            isExact(whole.body(), declaredBytes)
                                    ? web.handle(head.withBody(whole.body()))
                                    : Optional.of(consumed(head));
                    };
                }
            }
        };
    }

    /** Whether it has the declared length; servers themselves refuse a body that ends early. */
    private boolean isExact(Body body, long declaredBytes) {
        boolean isCut = body.length() > web.maxBodyBytes();
        return declaredBytes < 0 || isCut || body.length() == declaredBytes;
    }

    private static WebResponse consumed(WebRequest head) {
        log.warn(
                "a body for {} was read or changed before it came to us, so its signature cannot be checked;"
                        + " put this handler in front of whatever reads bodies",
                head.path());
        return Refusals.bodyConsumed();
    }
}
