package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Member.Item;
import dev.linkspan.httpsignatures.structured.StructuredFieldSerializer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * How to make an RFC 9421 signature. Immutable, thread-safe if the nonces are.
 *
 * @param label the signature's label; {@code sig1} unless said otherwise
 * @param components what to cover, in order
 * @param withAlg whether to state the algorithm; the default, because an RSA key does not tell it
 * @param lifetime if present, {@code expires} is so long after {@code created}
 * @param tag if present, the application that the signature is made for
 * @param nonces if present, gives each signature its nonce
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-3.1">RFC 9421 §3.1</a>
 */
public record SigningProfile(
        String label,
        List<ComponentIdentifier> components,
        boolean withAlg,
        Optional<Duration> lifetime,
        Optional<String> tag,
        Optional<Supplier<String>> nonces) {

    /** What Mastodon and everyone else who verifies RFC 9421 accepts. */
    public static final SigningProfile FEDIVERSE = covering(
            ComponentIdentifier.method(), ComponentIdentifier.targetUri(), ComponentIdentifier.field("content-digest"));

    /** For responses: their status and content, and which request they answer. */
    public static final SigningProfile RESPONSE = covering(
            ComponentIdentifier.status(),
            ComponentIdentifier.field("content-digest"),
            ComponentIdentifier.method().req(),
            ComponentIdentifier.targetUri().req());

    private static final String DEFAULT_LABEL = "sig1";
    private static final int NONCE_BYTES = 18; // 144 bits; 24 characters without padding

    /** Copies the list; checks label and tag. */
    public SigningProfile {
        components = List.copyOf(components);
        // Both refuse what has no form.
        StructuredFieldSerializer.serializeDictionary(Map.of(label, Item.of(new BareItem.BooleanItem(true))));
        tag.ifPresent(value -> StructuredFieldSerializer.serialize(Item.of(new BareItem.StringItem(value))));
        if (lifetime.isPresent() && lifetime.get().isNegative()) {
            throw new IllegalArgumentException("lifetime: " + lifetime.get() + " (expected: 0 or more)");
        }
    }

    /** A profile that covers these components, with the label {@code sig1}, {@code created}, {@code keyid}, {@code alg}. */
    public static SigningProfile covering(ComponentIdentifier... components) {
        return new SigningProfile(
                DEFAULT_LABEL, List.of(components), true, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** This profile with another label. */
    public SigningProfile withLabel(String newLabel) {
        return new SigningProfile(newLabel, components, withAlg, lifetime, tag, nonces);
    }

    /** This profile with other components. */
    public SigningProfile withComponents(List<ComponentIdentifier> newComponents) {
        return new SigningProfile(label, newComponents, withAlg, lifetime, tag, nonces);
    }

    /** This profile without stating the algorithm. */
    public SigningProfile withoutAlg() {
        return new SigningProfile(label, components, false, lifetime, tag, nonces);
    }

    /** This profile with {@code expires} so long after {@code created}. */
    public SigningProfile withLifetime(Duration newLifetime) {
        return new SigningProfile(label, components, withAlg, Optional.of(newLifetime), tag, nonces);
    }

    /** This profile with a tag. */
    public SigningProfile withTag(String newTag) {
        return new SigningProfile(label, components, withAlg, lifetime, Optional.of(newTag), nonces);
    }

    /** This profile with a nonce of 144 random bits in each signature; the generator must not be guessable. */
    public SigningProfile withNonces(RandomGenerator random) {
        return withNonces(() -> {
            byte[] bytes = new byte[NONCE_BYTES];
            random.nextBytes(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        });
    }

    /** This profile with nonces from elsewhere. */
    public SigningProfile withNonces(Supplier<String> source) {
        return new SigningProfile(label, components, withAlg, lifetime, tag, Optional.of(source));
    }

    /** This profile, covering these fields, too. */
    SigningProfile alsoCovering(Collection<String> fieldNames) {
        return withComponents(
                Stream.concat(components.stream(), fieldNames.stream().map(ComponentIdentifier::field))
                        .distinct()
                        .toList());
    }

    boolean covers(ComponentIdentifier component) {
        return components.contains(component);
    }

    /** What a signature made now says of itself. */
    SignatureInput input(SigningKey key, Instant now) {
        SignatureInput input = SignatureInput.covering(components).withCreated(now);
        if (lifetime.isPresent()) {
            input = input.withExpires(now.plus(lifetime.get()));
        }
        input = input.withKeyid(key.keyId());
        if (withAlg) {
            input = input.withAlg(key.algorithm());
        }
        if (nonces.isPresent()) {
            input = input.withNonce(nonces.get().get());
        }
        return tag.isPresent() ? input.withTag(tag.get()) : input;
    }
}
