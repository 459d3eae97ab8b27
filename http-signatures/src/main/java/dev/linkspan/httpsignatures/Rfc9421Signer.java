package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.StructuredFieldParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Signs by RFC 9421 what a profile says. */
final class Rfc9421Signer implements MessageSigner {

    static final String CONTENT_DIGEST = "Content-Digest";

    private static final ComponentIdentifier DIGEST = ComponentIdentifier.field(CONTENT_DIGEST);

    private final SigningProfile profile;
    private final FieldTypes types;
    private final SignatureProvider provider;

    Rfc9421Signer(SigningProfile profile, FieldTypes types, SignatureProvider provider) {
        this.profile = profile;
        this.types = types;
        this.provider = provider;
    }

    @Override
    public Fields sign(HttpMessage message, SigningKey key, Instant now) {
        return sign(profile, message, key, now);
    }

    @Override
    public Fields sign(HttpMessage message, BodyDigest digest, SigningKey key, Instant now) {
        Fields added = digestField(message, digest);
        return added.with(sign(withDigest(profile), message.with(added), key, now));
    }

    private static Fields digestField(HttpMessage message, BodyDigest digest) {
        String value = digest.contentDigestField();
        List<String> present = message.fields().all(CONTENT_DIGEST);
        if (present.isEmpty()) {
            return Fields.of(CONTENT_DIGEST, value);
        }
        if (!present.equals(List.of(value))) {
            throw new IllegalArgumentException("Content-Digest: " + present + " (expected: none, or " + value + ")");
        }
        return Fields.none();
    }

    private static SigningProfile withDigest(SigningProfile profile) {
        if (profile.covers(DIGEST)) {
            return profile;
        }
        List<ComponentIdentifier> components = new ArrayList<>(profile.components());
        components.add(DIGEST);
        return profile.withComponents(components);
    }

    /** What the profile covers of a request without a body. */
    static SigningProfile withoutDigest(SigningProfile profile) {
        if (!profile.covers(DIGEST)) {
            return profile;
        }
        List<ComponentIdentifier> components = new ArrayList<>(profile.components());
        components.remove(DIGEST);
        return profile.withComponents(components);
    }

    private Fields sign(SigningProfile profile, HttpMessage message, SigningKey key, Instant now) {
        requireNewLabel(message);
        SignatureInput input = profile.input(key, now);
        byte[] base = base(message, input).getBytes(StandardCharsets.UTF_8);
        byte[] signature = provider.sign(key.algorithm(), key.key(), base);
        return Fields.of(
                "Signature-Input",
                profile.label() + "=" + input.serialize(),
                "Signature",
                profile.label() + "=:" + Base64.getEncoder().encodeToString(signature) + ":");
    }

    private void requireNewLabel(HttpMessage message) {
        List<String> inputs = message.fields().all("Signature-Input");
        try {
            if (!inputs.isEmpty()
                    && StructuredFieldParser.parseDictionary(inputs).containsKey(profile.label())) {
                throw new IllegalArgumentException(
                        "label: " + profile.label() + " (expected: one that the message does not have yet)");
            }
        } catch (StructuredFieldException e) {
            throw new IllegalArgumentException("Signature-Input: " + e.getMessage(), e);
        }
    }

    private String base(HttpMessage message, SignatureInput input) {
        return switch (SignatureBase.of(message, input, types)) {
            case SignatureBase.Complete complete -> complete.text();
            case SignatureBase.Incomplete incomplete -> throw new IllegalArgumentException(incomplete.reason());
        };
    }
}
