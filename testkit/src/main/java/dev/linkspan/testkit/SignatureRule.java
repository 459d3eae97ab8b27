package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.SignatureScheme;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which signatures an instance looks at, before its software's own rules see a request: for servers that know one scheme
 * only, and for those that demand more. Immutable.
 *
 * @param taken the schemes it knows
 * @param refusal the status for any other signature, or for none
 * @param components what a signature by RFC 9421 must cover beyond what the software demands
 * @param tag the tag that such a signature must have, if any
 */
public record SignatureRule(Set<SignatureScheme> taken, int refusal, List<String> components, Optional<String> tag) {

    /** Copies the collections. */
    public SignatureRule {
        taken = Set.copyOf(taken);
        components = List.copyOf(components);
    }

    /** Knows both schemes, as Mastodon from 4.5 on, WordPress, Ghost. */
    public static SignatureRule both() {
        return new SignatureRule(EnumSet.allOf(SignatureScheme.class), 401, List.of(), Optional.empty());
    }

    /** Knows one scheme and answers 401 to the other. */
    public static SignatureRule only(SignatureScheme scheme) {
        return new SignatureRule(Set.of(scheme), 401, List.of(), Optional.empty());
    }

    /** Takes no signature at all, as a server that blocks us. */
    public static SignatureRule none() {
        return new SignatureRule(Set.of(), 401, List.of(), Optional.empty());
    }

    /** This rule with another status for what it refuses. */
    public SignatureRule refusingWith(int status) {
        return new SignatureRule(taken, status, components, tag);
    }

    /** This rule with more to cover; the answer that refuses says so in {@code Accept-Signature}. */
    public SignatureRule demanding(String... moreComponents) {
        return new SignatureRule(taken, refusal, List.of(moreComponents), tag);
    }

    /** This rule with a tag to have; the answer that refuses says so in {@code Accept-Signature}. */
    public SignatureRule demandingTag(String wantedTag) {
        return new SignatureRule(taken, refusal, components, Optional.of(wantedTag));
    }

    /** Why a request is refused; empty if its signature is of a kind to look at. */
    Optional<String> problem(InboundRequest request) {
        if (taken.isEmpty()) {
            return Optional.of("no signature is good enough here");
        }
        if (!request.fields().contains("Signature-Input")) {
            return taken.contains(SignatureScheme.CAVAGE)
                    ? Optional.empty()
                    : Optional.of("no signature that is known here");
        }
        if (!taken.contains(SignatureScheme.RFC9421)) {
            return Optional.of("Signature-Input is not known here");
        }
        String input = request.field("Signature-Input");
        for (String component : components) {
            if (!input.contains("\"" + component + "\"")) {
                return Optional.of(component + " is not covered");
            }
        }
        return tag.filter(wanted -> !input.contains(";tag=\"" + wanted + "\""))
                .map(wanted -> "the tag is not " + wanted);
    }

    /** The field that says what is demanded, if anything is. */
    Optional<String> acceptSignature(String method) {
        if (components.isEmpty() && tag.isEmpty()) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>(List.of("@method", "@target-uri"));
        if (method.equals("POST")) {
            all.add("content-digest");
        }
        all.addAll(components);
        String parameters =
                ";created" + tag.map(wanted -> ";tag=\"" + wanted + "\"").orElse("");
        return Optional.of("sig1=(\"" + String.join("\" \"", all) + "\")" + parameters);
    }
}
