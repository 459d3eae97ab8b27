package dev.linkspan.httpsignatures;

import java.time.Instant;
import java.util.Collection;

/** Adds what a request lacks of the fields that its profile covers: the digest of the body, {@code Host}, {@code Date}. */
final class Rfc9421RequestSigner implements RequestSigner {

    private static final ComponentIdentifier HOST = ComponentIdentifier.field("host");
    private static final ComponentIdentifier DATE = ComponentIdentifier.field("date");

    private final SigningProfile profile;
    private final SignatureProvider provider;
    private final MessageSigner withBody;
    private final MessageSigner withoutBody;

    Rfc9421RequestSigner(SigningProfile profile, SignatureProvider provider) {
        this.profile = profile;
        this.provider = provider;
        this.withBody = new Rfc9421Signer(profile, FieldTypes.registered(), provider);
        this.withoutBody = new Rfc9421Signer(Rfc9421Signer.withoutDigest(profile), FieldTypes.registered(), provider);
    }

    @Override
    public RequestSigner alsoCovering(Collection<String> fieldNames) {
        return new Rfc9421RequestSigner(profile.alsoCovering(fieldNames), provider);
    }

    @Override
    public Fields sign(HttpMessage.Request message, SigningKey key, Instant now) {
        Fields added = lacking(message, now);
        return added.with(withoutBody.sign(message.with(added), key, now));
    }

    @Override
    public Fields sign(HttpMessage.Request message, BodyDigest digest, SigningKey key, Instant now) {
        Fields added = lacking(message, now);
        return added.with(withBody.sign(message.with(added), digest, key, now));
    }

    private Fields lacking(HttpMessage.Request message, Instant now) {
        Fields added = Fields.none();
        if (profile.covers(HOST) && !message.fields().contains("Host")) {
            added = added.with("Host", message.authority());
        }
        if (profile.covers(DATE) && !message.fields().contains("Date")) {
            added = added.with("Date", HttpDate.format(now));
        }
        return added;
    }
}
