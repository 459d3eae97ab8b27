package dev.linkspan.delivery;

import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.Knock;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.SigningKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Makes the POST that every server understands: signed anew each time, for the receivers' clocks allow five minutes.
 * Thread-safe.
 */
final class DeliveryRequests {

    private static final Fields CONTENT = Fields.of(
            "Content-Type",
            "application/activity+json",
            "Accept",
            "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"");

    private final Supplier<SigningKey> key;
    private final Duration deadline;
    private final int maxResponseBytes;

    DeliveryRequests(Supplier<SigningKey> key, DeliverySettings settings) {
        this.key = key;
        this.deadline = settings.deadline();
        this.maxResponseBytes = settings.maxResponseBytes();
    }

    /** How long all requests of one attempt may take together. */
    Duration deadline() {
        return deadline;
    }

    /** How to sign the same post once more after this answer. */
    Knock second(DoubleKnock knocks, Knock first, Exchange.Answered answer, URI inbox) {
        return knocks.second(first, answer, message(inbox), key.get());
    }

    private static HttpMessage.Request message(URI inbox) {
        return new HttpMessage.Request("POST", inbox, CONTENT);
    }

    /** The request that posts this body to this inbox, signed now. */
    OutgoingRequest post(URI inbox, Body body, BodyDigest digest, Knock knock, Duration within, Instant now) {
        Fields signature = knock.signer().sign(message(inbox), digest, key.get(), now);
        return new OutgoingRequest("POST", inbox, signature.with(CONTENT), body, within, maxResponseBytes);
    }
}
