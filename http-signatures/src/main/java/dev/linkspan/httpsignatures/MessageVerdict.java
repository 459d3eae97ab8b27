package dev.linkspan.httpsignatures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What verifying all signatures of a message found. Immutable.
 *
 * @param overall the verdict on the message by the policy's {@link LabelRule}
 * @param signatures the signatures in the order of {@code Signature-Input}; none if the fields do not parse
 */
public record MessageVerdict(Verdict overall, List<LabelledVerdict> signatures) {

    /** Copies the list. */
    public MessageVerdict {
        signatures = List.copyOf(signatures);
    }

    /** The verdict on the signature of this label. */
    public Optional<Verdict> of(String label) {
        return signatures.stream()
                .filter(signature -> signature.label().equals(label))
                .map(LabelledVerdict::verdict)
                .findFirst();
    }

    static MessageVerdict by(LabelRule rule, List<LabelledVerdict> signatures) {
        return new MessageVerdict(overall(rule, signatures), signatures);
    }

    private static Verdict overall(LabelRule rule, List<LabelledVerdict> signatures) {
        List<Verdict> valid = new ArrayList<>();
        List<Verdict> failed = new ArrayList<>();
        for (LabelledVerdict signature : signatures) {
            if (signature.counts()) {
                (signature.verdict() instanceof Verdict.Valid ? valid : failed).add(signature.verdict());
            }
        }
        if (!failed.isEmpty() && (rule.every() || valid.isEmpty())) {
            return failed.get(0);
        }
        return valid.isEmpty() ? noneCounts(rule) : valid.get(0);
    }

    private static Verdict noneCounts(LabelRule rule) {
        String wanted = rule.label().map(label -> "the label " + label).orElse("any label")
                + rule.tag().map(tag -> " and the tag " + tag).orElse("");
        return new Verdict.Invalid(
                Verdict.Reason.POLICY_UNMET, "no signature of the message has " + wanted, Optional.empty());
    }
}
