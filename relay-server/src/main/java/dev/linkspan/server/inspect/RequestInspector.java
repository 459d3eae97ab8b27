package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.KeyResolution;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.RequestExplainer;
import dev.linkspan.httpsignatures.SignatureExplanation;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.httpsignatures.VerificationKey;
import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.server.inspect.RequestReport.Speaker;
import dev.linkspan.vocab.Authority;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Explains recorded requests. Immutable, thread-safe. */
public final class RequestInspector {

    private final Settings settings;

    /**
     * How to judge.
     *
     * @param at at which time
     * @param policyName the policy's name
     * @param policy by which rules
     * @param keyFiles the keys; fetched if there are none
     * @param offline whether nothing may be fetched
     * @param allowPrivateNetwork whether keys may be fetched from loopback and private addresses, by plain http too
     * @param version the version of this program
     */
    public record Settings(
            Instant at,
            String policyName,
            VerificationPolicy policy,
            List<KeyFile> keyFiles,
            boolean offline,
            boolean allowPrivateNetwork,
            String version) {

        /** Copies the list. */
        public Settings {
            keyFiles = List.copyOf(keyFiles);
        }
    }

    /** An inspector. */
    public RequestInspector(Settings settings) {
        this.settings = settings;
    }

    /** Explains a request. */
    public RequestReport inspect(RawRequest request) {
        if (!settings.keyFiles().isEmpty()) {
            return withGivenKeys(request);
        }
        if (settings.offline()) {
            return inspect(
                    request,
                    new KeySource((keyId, freshness) -> new KeyResolution.Missing(
                            KeyResolution.Reason.UNAVAILABLE,
                            "no key was given for " + keyId + ", and fetching it is forbidden by --offline")),
                    Optional.empty());
        }
        try (LazyKeys fetched = new LazyKeys(() -> new DereferencedKeys(
                settings.allowPrivateNetwork(),
                settings.version(),
                Authority.of(request.message().targetUri()).orElse(new Authority("no-host.invalid", -1)),
                settings.policy()))) {
            return inspect(request, new KeySource(fetched), Optional.empty());
        }
    }

    /** A key without an id may be anybody's: each is tried in that role. */
    private RequestReport withGivenKeys(RawRequest request) {
        List<Optional<NamedKey>> bare = new ArrayList<>();
        settings.keyFiles().stream()
                .flatMap(file -> file.keys().stream())
                .filter(key -> key.id().isEmpty())
                .map(Optional::of)
                .forEach(bare::add);
        if (bare.isEmpty()) {
            bare.add(Optional.empty());
        }
        List<RequestReport> reports = new ArrayList<>();
        for (Optional<NamedKey> answering : bare) {
            GivenKeys given = new GivenKeys(settings.keyFiles(), answering, BodyInspector.actor(request.body()));
            RequestReport report = inspect(request, new KeySource(given), Optional.of(given));
            if (report.isVerified()) {
                return report;
            }
            reports.add(report);
        }
        return reports.getFirst();
    }

    private RequestReport inspect(RawRequest request, KeySource keys, Optional<GivenKeys> given) {
        List<VerificationKey> others = given.map(GivenKeys::all).orElse(List.of());
        SignatureExplanation explanation = RequestExplainer.of(settings.policy(), InstantSource.fixed(settings.at()))
                .explain(request.message(), request.body(), keys, others);
        BodyReport body = new BodyInspector(keys, settings.at()).inspect(request.body());
        Speaker speaker = speaker(
                explanation,
                body,
                keyId -> given.filter(known -> known.isAssumed(keyId)).isPresent());
        Optional<InboxAnswer> inbox = request.message().method().equals("POST")
                ? Optional.of(new TrialInbox(settings.policy(), settings.at(), keys.found()).answer(request))
                : Optional.empty();
        boolean isVerified = isVerified(explanation, body, speaker);
        return new RequestReport(
                request,
                settings.at(),
                settings.policyName(),
                given.map(GivenKeys::uses).orElse(List.of()),
                explanation,
                body,
                speaker,
                inbox,
                isVerified,
                Conclusion.of(explanation, body, speaker, isVerified));
    }

    private static Speaker speaker(
            SignatureExplanation explanation, BodyReport body, Predicate<String> ownerIsAssumed) {
        boolean isAssumed = explanation.verdict() instanceof Verdict.Valid valid
                && ownerIsAssumed.test(valid.key().keyId());
        Optional<String> signer = explanation.verdict() instanceof Verdict.Valid valid
                ? Optional.of(valid.key().controller())
                : Optional.empty();
        boolean byRequest = signer.isPresent() && signer.equals(body.actor());
        boolean isActor = byRequest || body.isProvenByActor();
        return new Speaker(signer, isAssumed, isActor, detail(signer, body, byRequest, isAssumed));
    }

    private static String detail(Optional<String> signer, BodyReport body, boolean byRequest, boolean isAssumed) {
        if (body.actor().isEmpty()) {
            return signer.map(actor -> "the request is by " + actor).orElse("nobody is known to speak");
        }
        String actor = body.actor().get();
        String assumed = isAssumed ? ", if the given key is that actor's" : "";
        if (byRequest) {
            return "the request is by the body's actor, " + actor + assumed;
        }
        String proof = body.isProvenByActor()
                ? "; a signature in the body proves that its actor made it"
                : "; nothing in the body proves that its actor made it";
        return signer.map(by -> "the request is by " + by + assumed + ", the body by " + actor + proof)
                .orElse("the body says that it is by " + actor + proof);
    }

    /**
     * An HTTP signature that is there must hold; without one, a signature in the body may stand for it. Either way the
     * body's actor, if it names one, must be proven.
     */
    private static boolean isVerified(SignatureExplanation explanation, BodyReport body, Speaker speaker) {
        return switch (explanation.verdict()) {
            case Verdict.Valid valid -> body.actor().isEmpty() || speaker.isActor();
            case Verdict.Invalid invalid ->
                invalid.reason() == Verdict.Reason.SIGNATURE_MISSING && body.isProvenByActor();
            case Verdict.KeyMissing missing -> false;
        };
    }

    /** Opens the network when the first key is wanted, and not before. */
    private static final class LazyKeys implements KeyResolver, AutoCloseable {

        private final Supplier<DereferencedKeys> opening;
        private Optional<DereferencedKeys> open = Optional.empty();

        LazyKeys(Supplier<DereferencedKeys> opening) {
            this.opening = opening;
        }

        @Override
        public KeyResolution resolve(String keyId, Freshness freshness) {
            if (open.isEmpty()) {
                open = Optional.of(opening.get());
            }
            return advised(open.get().directory().resolve(keyId, freshness));
        }

        /** A server in secure mode does not show its actors to whoever does not sign. */
        private static KeyResolution advised(KeyResolution resolution) {
            return resolution instanceof KeyResolution.Missing missing
                            && (missing.detail().endsWith("status 401")
                                    || missing.detail().endsWith("status 403"))
                    ? new KeyResolution.Missing(
                            missing.reason(),
                            missing.detail()
                                    + " (its server seems to be in secure mode and wants signed requests;"
                                    + " give the key or the actor document with --key)")
                    : resolution;
        }

        @Override
        public void close() {
            open.ifPresent(DereferencedKeys::close);
        }
    }
}
