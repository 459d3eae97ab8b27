package dev.linkspan.httpsignatures;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/*
 * The universal profile writes the one form that every server read accepts: exactly four parameters, all quoted, no
 * blank after a comma. A blank breaks 13 of 24 parsers, a fifth parameter breaks honk, a missing algorithm breaks
 * Misskey, PeerTube and others. The other profiles change names, order and spelling only.
 */
final class CavageSigner implements RequestSigner {

    /** What a request without a body has, for the receivers that want a digest there too, as Lemmy. */
    private static final BodyDigest EMPTY = BodyDigest.of(Body.none());

    private final CavageProfile profile;
    private final SignatureProvider provider;

    CavageSigner(CavageProfile profile, SignatureProvider provider) {
        this.profile = profile;
        this.provider = provider;
    }

    @Override
    public RequestSigner alsoCovering(Collection<String> fieldNames) {
        return new CavageSigner(profile.alsoCovering(fieldNames), provider);
    }

    @Override
    public Fields sign(HttpMessage.Request message, SigningKey key, Instant now) {
        return sign(message, profile.coveredWithoutBody(), EMPTY, key, now);
    }

    @Override
    public Fields sign(HttpMessage.Request message, BodyDigest digest, SigningKey key, Instant now) {
        return sign(message, profile.covered(), digest, key, now);
    }

    private Fields sign(
            HttpMessage.Request message, List<String> covered, BodyDigest digest, SigningKey key, Instant now) {
        Fields added = added(message, covered, digest, now);
        String created = covered.contains(CavageBase.CREATED) ? seconds(now) : "";
        String expires = covered.contains(CavageBase.EXPIRES) ? seconds(now.plus(profile.lifetime())) : "";
        String algorithm = profile.algorithm().valueFor(key.algorithm());
        if (!(created.isEmpty() && expires.isEmpty()) && CavageSignature.forbidsTimes(algorithm)) {
            throw new IllegalArgumentException("algorithm: " + algorithm
                    + " (expected: hs2019 or none, as (created) or (expires) is covered, draft-cavage-12 §2.3)");
        }
        String base;
        try {
            base = new CavageBase(covered, created, expires)
                    .of(message.withFields(message.fields().with(added)), message.requestTarget());
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(
                    "message: " + refusal.getMessage() + " (expected: all that is covered)", refusal);
        }
        byte[] signature = provider.sign(key.algorithm(), key.key(), base.getBytes(StandardCharsets.UTF_8));
        String parameters = parameters(key.keyId(), algorithm, created, expires, covered, signature);
        return switch (profile.placement()) {
            case SIGNATURE -> added.with("Signature", parameters);
            case AUTHORIZATION -> added.with("Authorization", "Signature " + parameters);
        };
    }

    /** The covered fields that the message lacks and that we can tell. */
    private Fields added(HttpMessage.Request message, List<String> covered, BodyDigest digest, Instant now) {
        Fields added = missing(message, covered, "Host", message.authority());
        added = added.with(missing(message, covered, "Date", HttpDate.format(now)));
        added = added.with(missing(message, covered, "Digest", digestField(digest)));
        added = added.with(missing(message, covered, "Content-Digest", digest.contentDigestField()));
        for (Fields.Line line : profile.ownFields().lines()) {
            added = added.with(missing(message, covered, line.name(), line.value()));
        }
        return added;
    }

    private static Fields missing(HttpMessage.Request message, List<String> covered, String name, String value) {
        boolean isWanted = covered.contains(name.toLowerCase(Locale.ROOT));
        return isWanted && !message.fields().contains(name) ? Fields.of(name, value) : Fields.none();
    }

    private String digestField(BodyDigest digest) {
        return switch (profile.digest()) {
            case UPPER_CASE -> digest.digestField();
            case LOWER_CASE -> {
                int equals = digest.digestField().indexOf('=');
                yield digest.digestField().substring(0, equals).toLowerCase(Locale.ROOT)
                        + digest.digestField().substring(equals);
            }
        };
    }

    private String parameters(
            String keyId, String algorithm, String created, String expires, List<String> covered, byte[] signature) {
        if (keyId.indexOf('"') >= 0 || keyId.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("keyId: " + keyId + " (expected: no quote, no backslash)");
        }
        StringBuilder parameters = new StringBuilder("keyId=\"").append(keyId).append('"');
        if (!algorithm.isEmpty()) {
            parameters.append(",algorithm=\"").append(algorithm).append('"');
        }
        appendTime(parameters, "created", created);
        appendTime(parameters, "expires", expires);
        return parameters
                .append(",headers=\"")
                .append(String.join(" ", covered))
                .append("\",signature=\"")
                .append(Base64.getEncoder().encodeToString(signature))
                .append('"')
                .toString();
    }

    private void appendTime(StringBuilder parameters, String name, String seconds) {
        if (!seconds.isEmpty()) {
            String quote = profile.quotesTimes() ? "\"" : "";
            parameters
                    .append(',')
                    .append(name)
                    .append('=')
                    .append(quote)
                    .append(seconds)
                    .append(quote);
        }
    }

    private static String seconds(Instant instant) {
        return Long.toString(instant.getEpochSecond());
    }
}
