package dev.linkspan.client;

import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.httpsignatures.SigningProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One way to sign a request. Every request is signed in exactly one: Mastodon picks RFC 9421 as soon as it sees
 * {@code Signature-Input}, so two in one request are not twice the chance. Thread-safe.
 *
 * @param scheme the grammar
 * @param signer signs in it
 * @param profile what a signature by RFC 9421 covers and says
 */
public record Knock(SignatureScheme scheme, RequestSigner signer, Optional<SigningProfile> profile) {

    /** A signature by RFC 9421 as a server asked for it. */
    static Knock rfc9421(SigningProfile profile) {
        return new Knock(SignatureScheme.RFC9421, RequestSigner.rfc9421(profile), Optional.of(profile));
    }

    /** Whether another knock would be signed alike, but for the label. */
    boolean signsAs(Knock other) {
        return scheme == other.scheme
                && profile.map(Knock::substance).equals(other.profile().map(Knock::substance));
    }

    private static List<Object> substance(SigningProfile profile) {
        return List.of(
                Set.copyOf(profile.components()),
                profile.withAlg(),
                profile.lifetime(),
                profile.tag(),
                profile.nonces());
    }

    /** What people call it. */
    @Override
    public String toString() {
        return switch (scheme) {
            case CAVAGE -> "cavage";
            case RFC9421 -> "RFC 9421";
        };
    }
}
