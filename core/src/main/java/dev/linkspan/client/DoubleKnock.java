package dev.linkspan.client;

import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SignatureScheme;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Finds the signature scheme that a server takes, in the fediverse's way: sign in one scheme, and if that is refused ask
 * once more in the other. What a server took as a second knock is the first one next time. It decides only; who sends
 * keeps to one second knock, and makes none after a redirect or after a request of which nobody knows what became of it.
 * Thread-safe.
 *
 * @see <a href="https://swicg.github.io/activitypub-http-signature/">ActivityPub and HTTP Signatures</a>
 */
public final class DoubleKnock {

    private final Knock cavage;
    private final Knock rfc9421;
    private final KnockSettings settings;
    private final SignatureSchemes schemes;

    /**
     * Double-knocking with these signers.
     *
     * @param cavage signs by draft-cavage-12
     * @param rfc9421 signs by RFC 9421
     * @param settings what to try first, and how much to remember
     * @param clock the time by which a memory gets old
     */
    public DoubleKnock(RequestSigner cavage, RequestSigner rfc9421, KnockSettings settings, InstantSource clock) {
        this.cavage = new Knock(SignatureScheme.CAVAGE, cavage);
        this.rfc9421 = new Knock(SignatureScheme.RFC9421, rfc9421);
        this.settings = settings;
        this.schemes = new SignatureSchemes(settings.maxHosts(), settings.memory(), clock);
    }

    private DoubleKnock(Knock only) {
        this.cavage = only;
        this.rfc9421 = only;
        this.settings = KnockSettings.defaults();
        this.schemes = new SignatureSchemes(1, settings.memory(), InstantSource.system());
    }

    /** Double-knocking with the signers that suit the fediverse. */
    public static DoubleKnock standard(KnockSettings settings, InstantSource clock) {
        return new DoubleKnock(RequestSigner.cavage(), RequestSigner.rfc9421(), settings, clock);
    }

    /** A single way for every server, without a second knock: for who speaks one scheme, or does not sign. */
    public static DoubleKnock only(RequestSigner signer) {
        return new DoubleKnock(new Knock(SignatureScheme.CAVAGE, signer));
    }

    /** How to sign the first request to this target. */
    public Knock first(URI target) {
        return remembered(target).orElseGet(() -> usual(settings.firstKnock()));
    }

    /** What this target's server took as a second knock, if that was lately. */
    public Optional<Knock> remembered(URI target) {
        return schemes.find(target);
    }

    /** The knock in the other scheme. */
    public Knock other(Knock knock) {
        return usual(knock.scheme() == SignatureScheme.CAVAGE ? SignatureScheme.RFC9421 : SignatureScheme.CAVAGE);
    }

    /** How to sign the second request, if this answer to the first calls for one: 400, 401, and 403 if set so. */
    public Optional<Knock> second(Knock first, Exchange.Answered answer) {
        boolean calls =
                switch (answer.status()) {
                    case 400, 401 -> true;
                    case 403 -> settings.knockOn403();
                    default -> false;
                };
        return calls ? Optional.of(other(first)).filter(other -> !other.equals(first)) : Optional.empty();
    }

    /** The second knock was taken, after the first one was refused: this is the first one from now on. */
    public void taken(URI target, Knock second) {
        schemes.remember(target, second);
    }

    /**
     * Whether an answer to a second knock may mean that the server does not know that scheme. Then it says nothing about
     * what was sent, and the answer to the first knock counts.
     */
    public static boolean mayBeTheScheme(Exchange.Answered answer) {
        return answer.status() == 400 || answer.status() == 401 || answer.status() == 403;
    }

    private Knock usual(SignatureScheme scheme) {
        return switch (scheme) {
            case CAVAGE -> cavage;
            case RFC9421 -> rfc9421;
        };
    }
}
