package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.Member;
import dev.linkspan.httpsignatures.structured.Member.InnerList;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.StructuredFieldParser;
import dev.linkspan.httpsignatures.structured.StructuredFieldSerializer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An {@code Accept-Signature} field: which signatures its sender would like. In a response it asks for signed requests,
 * in a request for a signed response. Immutable.
 *
 * @param wanted what is asked for by label, in order
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-5">RFC 9421 §5</a>
 */
public record AcceptSignature(Map<String, WantedSignature> wanted) {

    /** Copies the map and keeps its order. */
    public AcceptSignature {
        wanted = Collections.unmodifiableMap(new LinkedHashMap<>(wanted));
    }

    /** Asks for one signature. */
    public static AcceptSignature of(String label, WantedSignature wanted) {
        return new AcceptSignature(Map.of(label, wanted));
    }

    /**
     * Asks for requests as a policy demands them; what to put beside a 401.
     *
     * @param label the label, unless the policy insists on one
     * @param policy what we accept
     * @param withContent whether the requests have a body
     */
    public static AcceptSignature forRequests(String label, VerificationPolicy policy, boolean withContent) {
        List<ComponentIdentifier> components = new ArrayList<>();
        if (policy.coverage().floor() != Coverage.Floor.NOTHING) {
            components.add(ComponentIdentifier.method());
            components.add(ComponentIdentifier.targetUri());
            if (withContent) {
                components.add(ComponentIdentifier.field("content-digest"));
            }
        }
        return demanding(label, policy, components, policy.coverage().requests());
    }

    /**
     * Asks for responses as a policy demands them; what to put into a request.
     *
     * @param label the label, unless the policy insists on one
     * @param policy what we accept
     */
    public static AcceptSignature forResponses(String label, VerificationPolicy policy) {
        List<ComponentIdentifier> components = new ArrayList<>();
        if (policy.coverage().floor() == Coverage.Floor.WHOLE_MESSAGE) {
            components.add(ComponentIdentifier.status());
            components.add(ComponentIdentifier.field("content-digest"));
        }
        return demanding(label, policy, components, policy.coverage().responses());
    }

    private static AcceptSignature demanding(
            String label,
            VerificationPolicy policy,
            List<ComponentIdentifier> components,
            List<ComponentIdentifier> further) {
        for (ComponentIdentifier component : further) {
            if (!components.contains(component)) {
                components.add(component);
            }
        }
        WantedSignature wanted = WantedSignature.covering(components).withCreated();
        if (policy.time().expires() == TimeLimits.ExpiresRule.REQUIRED) {
            wanted = wanted.withExpires();
        }
        if (policy.algorithms().size() == 1) {
            wanted = wanted.withAlg(policy.algorithms().iterator().next());
        }
        if (policy.labels().tag().isPresent()) {
            wanted = wanted.withTag(policy.labels().tag().get());
        }
        return of(policy.labels().label().orElse(label), wanted);
    }

    /**
     * Reads the lines of the field.
     *
     * @throws StructuredFieldException if they are not of the form, or ask for more than 4 signatures, 64 components or
     *     16,384 characters
     */
    public static AcceptSignature parse(List<String> lines) throws StructuredFieldException {
        int characters = lines.stream().mapToInt(String::length).sum();
        if (characters > SignatureFields.MAX_FIELD_CHARS) {
            throw new StructuredFieldException(
                    characters + " characters (expected: at most " + SignatureFields.MAX_FIELD_CHARS + ")");
        }
        Map<String, Member> members = StructuredFieldParser.parseDictionary(lines);
        if (members.size() > SignatureFields.MAX_LABELS) {
            throw new StructuredFieldException(
                    members.size() + " signatures (expected: at most " + SignatureFields.MAX_LABELS + ")");
        }
        Map<String, WantedSignature> wanted = new LinkedHashMap<>();
        for (Map.Entry<String, Member> member : members.entrySet()) {
            wanted.put(member.getKey(), WantedSignature.of(member.getValue()));
        }
        return new AcceptSignature(wanted);
    }

    /**
     * The value of the field.
     *
     * @throws dev.linkspan.httpsignatures.structured.UnserializableException if a label or parameter has no form
     */
    public String serialize() {
        Map<String, InnerList> members = new LinkedHashMap<>();
        wanted.forEach((label, signature) -> members.put(label, signature.innerList()));
        return StructuredFieldSerializer.serializeDictionary(members).orElse("");
    }

    /**
     * What we sign in answer. Nobody talks us into more than our rules allow or less than they demand: of what is asked
     * for, only components that the rules list and the message has are covered, always besides the rules' own minimum, and
     * always with our own key and its algorithm. The first label that we can answer is answered.
     *
     * <p>Answer one challenge for each request: whoever asks again for what was just signed will not be content with it.
     *
     * @param rules what we are ready to sign
     * @param key what we would sign with
     * @param target the message to sign: the next request, or the response; its {@code Content-Digest}, and a request's
     *     {@code Host} and {@code Date}, may still be missing, because a signer adds them
     */
    public SignatureAnswer answer(AnswerRules rules, SigningKey key, HttpMessage target) {
        List<String> reasons = new ArrayList<>();
        for (Map.Entry<String, WantedSignature> entry : wanted.entrySet()) {
            switch (rules.answer(entry.getKey(), entry.getValue(), key, target)) {
                case SignatureAnswer.Agreed agreed -> {
                    return agreed;
                }
                case SignatureAnswer.Declined declined ->
                    reasons.add(Quoted.label(entry.getKey()) + " " + declined.reason());
            }
        }
        return new SignatureAnswer.Declined(
                reasons.isEmpty() ? "Accept-Signature asks for nothing" : String.join("; ", reasons));
    }
}
