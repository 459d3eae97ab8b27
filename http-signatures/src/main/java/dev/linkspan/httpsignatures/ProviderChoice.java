package dev.linkspan.httpsignatures;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which provider signs: the first of the candidates that loads and passes the self-test, or the one that the operator named.
 *
 * @param provider the one chosen
 * @param passedOver why better ones were not, one sentence each
 */
record ProviderChoice(SignatureProvider provider, List<String> passedOver) {

    /** The system property that names one candidate, which then must work. */
    static final String PROPERTY = "linkspan.signature.provider";

    private static final System.Logger LOG = System.getLogger(SignatureProvider.class.getName());

    private static @Nullable SignatureProvider chosen;

    ProviderChoice {
        passedOver = List.copyOf(passedOver);
    }

    /** A provider that may not be there. */
    record Candidate(String id, Loading loading) {

        /** Loads it; whatever is thrown means that it does not work here. */
        interface Loading {
            SignatureProvider load() throws ReflectiveOperationException, GeneralSecurityException;
        }
    }

    /** Chosen at the first call, and logged. */
    static synchronized SignatureProvider fastest() {
        if (chosen == null) {
            ProviderChoice choice = among(candidates(), Optional.ofNullable(System.getProperty(PROPERTY)));
            LOG.log(System.Logger.Level.INFO, choice.description());
            chosen = choice.provider();
        }
        return chosen;
    }

    private static List<Candidate> candidates() {
        ClassLoader here = ProviderChoice.class.getClassLoader();
        return List.of(
                new Candidate("accp", () -> AccpSignatureProvider.load(here)),
                new Candidate("jdk", SignatureProvider::jdk));
    }

    /**
     * Chooses.
     *
     * @param candidates best first
     * @param wanted the id of the only one to consider
     * @throws IllegalStateException if the wanted one is unknown or does not work
     */
    static ProviderChoice among(List<Candidate> candidates, Optional<String> wanted) {
        List<String> passedOver = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (wanted.isPresent() && !wanted.get().equals(candidate.id())) {
                continue;
            }
            try {
                SignatureProvider provider = candidate.loading().load();
                if (provider != SignatureProvider.jdk()) {
                    ProviderSelfTest.check(provider);
                }
                return new ProviderChoice(provider, passedOver);
            } catch (Throwable e) { // also linkage errors: native code fails in many ways, and none may stop us
                passedOver.add(candidate.id() + ": " + reason(e));
            }
        }
        String known = candidates.stream().map(Candidate::id).collect(Collectors.joining(" or "));
        throw new IllegalStateException(PROPERTY + ": " + wanted.orElse("none") + " (expected: " + known
                + (passedOver.isEmpty() ? "" : ", and one that works here; " + String.join("; ", passedOver)) + ")");
    }

    /** One line for the log. */
    String description() {
        return "signatures are computed by " + provider.name()
                + (passedOver.isEmpty() ? "" : ", not by " + String.join("; ", passedOver));
    }

    private static String reason(Throwable e) {
        if (e instanceof ClassNotFoundException) {
            return "it is not on the class path";
        }
        StringBuilder reason = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            reason.append(reason.isEmpty() ? "" : ": ")
                    .append(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        }
        return reason.toString();
    }
}
