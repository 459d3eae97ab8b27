package dev.linkspan.client;

import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.httpsignatures.SigningProfile;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Finds the signature scheme that a server takes, in the fediverse's way: sign in one scheme, and if that is refused ask
 * once more in the other. What a server took as a second knock is the first one next time. It decides only; who sends
 * keeps to one second knock, and makes none after a redirect or after a request of which nobody knows what became of it.
 * One for GETs and another for POSTs: what is learnt may cover fields that the other method's requests do not have.
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
     * @param rfc9421 signs by RFC 9421, as {@link SigningProfile#FEDIVERSE} says
     * @param settings what to try first, and how much to remember
     * @param clock the time by which a memory gets old
     */
    public DoubleKnock(RequestSigner cavage, RequestSigner rfc9421, KnockSettings settings, InstantSource clock) {
        this.cavage = new Knock(SignatureScheme.CAVAGE, cavage, Optional.empty());
        this.rfc9421 = new Knock(SignatureScheme.RFC9421, rfc9421, Optional.of(SigningProfile.FEDIVERSE));
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
        return new DoubleKnock(new Knock(SignatureScheme.CAVAGE, signer, Optional.empty()));
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

    /** Whether this answer to a first request calls for a second one: 400, 401, and 403 if set so. */
    public boolean callsForSecond(Exchange.Answered answer) {
        return !cavage.equals(rfc9421)
                && switch (answer.status()) {
                    case 400, 401 -> true;
                    case 403 -> settings.knockOn403();
                    default -> false;
                };
    }

    /**
     * How to sign the second request: as the answer asks in {@code Accept-Signature}, if our rules allow that and it is not
     * what was just refused; else in the other scheme.
     *
     * @param first how the first request was signed
     * @param answer the answer to it, which {@linkplain #callsForSecond calls for} a second
     * @param request what is to be signed again
     * @param key what will sign it
     */
    public Knock second(Knock first, Exchange.Answered answer, HttpMessage.Request request, SigningKey key) {
        return Challenge.answer(answer, settings.answers(), request, key)
                .map(Knock::rfc9421)
                .filter(asked -> !asked.signsAs(first))
                .orElseGet(() -> other(first));
    }

    /** The second knock was taken, after the first one was refused: this is the first one from now on. */
    public void taken(URI target, Knock second) {
        // A nonce is good for one request.
        boolean once = second.profile().flatMap(SigningProfile::nonces).isPresent();
        schemes.remember(target, once ? usual(second.scheme()) : second);
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
