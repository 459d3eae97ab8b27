package dev.linkspan.httpsignatures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What we are ready to sign when somebody asks ({@link AcceptSignature#answer}). Immutable, thread-safe if the minimum's
 * nonces are.
 *
 * @param minimum what is signed in any case; its label gives way to the one asked for
 * @param allowed what may be covered besides
 * @param tags the tags that we let be put on our signatures, besides the minimum's own: a tag says to which application
 *     a signature belongs
 */
public record AnswerRules(SigningProfile minimum, Set<ComponentIdentifier> allowed, Set<String> tags) {

    /** Longer than any nonce in use. */
    private static final int MAX_NONCE_CHARS = 512;

    private static final int MAX_LABEL_CHARS = 64;

    /** How long a signature lasts whose end was asked for; as long as a fresh one is accepted by strict receivers. */
    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

    /** What everybody sees on the way: neither cookies nor credentials. */
    private static final List<String> HARMLESS_FIELDS = List.of(
            "accept",
            "content-digest",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "digest",
            "host",
            "repr-digest");

    private static final ComponentIdentifier DIGEST = ComponentIdentifier.field("content-digest");
    private static final Set<ComponentIdentifier> ADDED_TO_REQUESTS =
            Set.of(ComponentIdentifier.field("host"), ComponentIdentifier.field("date"));

    /** For requests: at least what the fediverse demands, at most what everybody sees. */
    public static final AnswerRules REQUESTS =
            new AnswerRules(SigningProfile.FEDIVERSE, harmless(SigningProfile.FEDIVERSE), Set.of());

    /** For responses: at least status, content and the request's method and target, at most what everybody sees. */
    public static final AnswerRules RESPONSES =
            new AnswerRules(SigningProfile.RESPONSE, harmless(SigningProfile.RESPONSE), Set.of());

    /** Copies the sets. */
    public AnswerRules {
        allowed = Set.copyOf(allowed);
        tags = Set.copyOf(tags);
    }

    private static Set<ComponentIdentifier> harmless(SigningProfile minimum) {
        Set<ComponentIdentifier> harmless = new HashSet<>(List.of(
                ComponentIdentifier.method(),
                ComponentIdentifier.targetUri(),
                ComponentIdentifier.authority(),
                ComponentIdentifier.scheme(),
                ComponentIdentifier.requestTarget(),
                ComponentIdentifier.path(),
                ComponentIdentifier.query()));
        HARMLESS_FIELDS.forEach(name -> harmless.add(ComponentIdentifier.field(name)));
        if (minimum.covers(ComponentIdentifier.status())) {
            List.copyOf(harmless).forEach(component -> harmless.add(component.req()));
            harmless.add(ComponentIdentifier.status());
        }
        return harmless;
    }

    /** These rules with another minimum. */
    public AnswerRules withMinimum(SigningProfile profile) {
        return new AnswerRules(profile, allowed, tags);
    }

    /** These rules with one more component that may be covered. */
    public AnswerRules allowing(ComponentIdentifier component) {
        Set<ComponentIdentifier> more = new HashSet<>(allowed);
        more.add(component);
        return new AnswerRules(minimum, more, tags);
    }

    /** These rules with one more tag. */
    public AnswerRules allowingTag(String tag) {
        Set<String> more = new HashSet<>(tags);
        more.add(tag);
        return new AnswerRules(minimum, allowed, more);
    }

    /** A nonce that somebody else chose. */
    private record GivenNonce(String nonce) implements Supplier<String> {
        @Override
        public String get() {
            return nonce;
        }
    }

    // §5.2, in its order.
    SignatureAnswer answer(String label, WantedSignature wanted, SigningKey key, HttpMessage target) {
        Optional<String> objection = objection(label, wanted, key, target);
        if (objection.isPresent()) {
            return new SignatureAnswer.Declined(objection.get());
        }
        Set<ComponentIdentifier> covered = new LinkedHashSet<>();
        List<ComponentIdentifier> omitted = new ArrayList<>();
        for (ComponentIdentifier component : wanted.components()) {
            boolean mayBe = allowed.contains(component) || minimum.covers(component);
            if (mayBe && isThere(component, target)) {
                covered.add(component);
            } else {
                omitted.add(component);
            }
        }
        covered.addAll(minimum.components());
        return new SignatureAnswer.Agreed(profile(label, wanted, List.copyOf(covered)), omitted);
    }

    private Optional<String> objection(String label, WantedSignature wanted, SigningKey key, HttpMessage target) {
        if (label.length() > MAX_LABEL_CHARS) {
            return Optional.of("is a label of more than " + MAX_LABEL_CHARS + " characters");
        }
        for (ComponentIdentifier component : wanted.components()) {
            if (!isOfKind(component, target)) {
                return Optional.of("asks for " + Quoted.bare(component) + ", which this kind of message does not have");
            }
        }
        if (!wanted.keyid().orElse(key.keyId()).equals(key.keyId())) {
            return Optional.of("asks for the key " + Quoted.of(wanted.keyid().orElse("")) + ", which is not ours");
        }
        String algorithm = key.algorithm().registeredName();
        if (!wanted.alg().orElse(algorithm).equals(algorithm)) {
            return Optional.of("asks for " + Quoted.of(wanted.alg().orElse("")) + ", our key is for " + algorithm);
        }
        if (wanted.nonce().orElse("").length() > MAX_NONCE_CHARS) {
            return Optional.of("asks for a nonce of more than " + MAX_NONCE_CHARS + " characters");
        }
        if (wanted.tag().isPresent()
                && !tags.contains(wanted.tag().get())
                && !minimum.tag().equals(wanted.tag())) {
            return Optional.of("asks for the tag " + Quoted.of(wanted.tag().get()) + ", which is not one of ours");
        }
        return wanted.hasOtherParameters() ? Optional.of("asks for parameters that we do not know") : Optional.empty();
    }

    /** Whether messages of the target's kind can have the component: what a request has, a response only has with req. */
    private static boolean isOfKind(ComponentIdentifier component, HttpMessage target) {
        boolean status = component.name().equals("@status");
        return switch (target) {
            case HttpMessage.Request request -> !status && !component.isOfRequest();
            case HttpMessage.Response response -> !component.isDerived() || (status != component.isOfRequest());
        };
    }

    private static boolean isThere(ComponentIdentifier component, HttpMessage target) {
        boolean added = component.equals(DIGEST)
                || (target instanceof HttpMessage.Request && ADDED_TO_REQUESTS.contains(component));
        return added
                || SignatureBase.of(target, SignatureInput.covering(List.of(component)))
                        instanceof SignatureBase.Complete;
    }

    private SigningProfile profile(String label, WantedSignature wanted, List<ComponentIdentifier> components) {
        Optional<Duration> lifetime =
                wanted.wantsExpires() ? Optional.of(minimum.lifetime().orElse(DEFAULT_LIFETIME)) : minimum.lifetime();
        Optional<Supplier<String>> nonces = wanted.nonce().isPresent()
                ? Optional.of(new GivenNonce(wanted.nonce().get()))
                : minimum.nonces();
        return new SigningProfile(
                label,
                components,
                minimum.withAlg() || wanted.alg().isPresent(),
                lifetime,
                wanted.tag().or(minimum::tag),
                nonces);
    }
}
