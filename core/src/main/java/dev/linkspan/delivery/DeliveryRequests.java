package dev.linkspan.delivery;

import dev.linkspan.client.DoubleKnock;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.Knock;
import dev.linkspan.client.OutgoingRequest;
import dev.linkspan.client.SigningKeys;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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

    private final SigningKeys keys;
    private final DeliveryFields more;
    private final Duration deadline;
    private final int maxResponseBytes;

    DeliveryRequests(SigningKeys keys, DeliveryFields more, DeliverySettings settings) {
        this.keys = keys;
        this.more = more;
        this.deadline = settings.deadline();
        this.maxResponseBytes = settings.maxResponseBytes();
    }

    /** How long all requests of one attempt may take together. */
    Duration deadline() {
        return deadline;
    }

    /** The key for an attempt at a lane, in the name of one of our actors if the entry names one. */
    SigningKey key(String authority, Optional<String> sender) {
        return keys.forEntry(authority, sender);
    }

    /** What goes with an attempt besides what every one has. */
    Fields more(TailEntry entry, String authority, String inbox) {
        return entry.fields(more).to(authority, inbox);
    }

    /** This lane's server answered 401 to what the key signed. */
    void refused(String authority, SigningKey key) {
        keys.refused(authority, key);
    }

    /** How to sign the same post once more after this answer. */
    Knock second(DoubleKnock knocks, Knock first, Exchange.Answered answer, URI inbox, SigningKey key) {
        // Without what goes with this one only: what is learnt of a server is for all that it gets.
        return knocks.second(first, answer, new HttpMessage.Request("POST", inbox, CONTENT), key);
    }

    /** The request that posts this body to this inbox, signed now. */
    OutgoingRequest post(
            URI inbox,
            Body body,
            BodyDigest digest,
            Fields with,
            SigningKey key,
            Knock knock,
            Duration within,
            Instant now) {
        Fields content = with.lines().isEmpty() ? CONTENT : CONTENT.with(with);
        Fields signature = signer(knock, with).sign(new HttpMessage.Request("POST", inbox, content), digest, key, now);
        return new OutgoingRequest("POST", inbox, signature.with(content), body, within, maxResponseBytes);
    }

    private static RequestSigner signer(Knock knock, Fields with) {
        return with.lines().isEmpty()
                ? knock.signer()
                : knock.signer()
                        .alsoCovering(
                                with.lines().stream().map(Fields.Line::name).toList());
    }
}
