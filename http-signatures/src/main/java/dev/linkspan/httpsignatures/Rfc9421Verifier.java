package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the signatures of a message and has each judged. */
final class Rfc9421Verifier implements MessageVerifier {

    /** How many signatures of one request may ask for a key before the one that is valid. */
    private static final int MAX_KEYS = 2;

    private final SignatureJudge judge;
    private final FieldTypes types;

    Rfc9421Verifier(SignatureJudge judge, FieldTypes types) {
        this.judge = judge;
        this.types = types;
    }

    @Override
    public MessageVerdict verify(HttpMessage message, Body body, KeyResolver keys) {
        return verify(message, body, new Keys(keys, SignatureFields.MAX_LABELS), false);
    }

    /** Stops at the first valid signature if one is enough, and does not look at those that do not count. */
    Verdict verdict(HttpMessage message, Body body, KeyResolver keys) {
        boolean every = judge.policy().labels().every();
        Keys bounded = new Keys(keys, every ? SignatureFields.MAX_LABELS : MAX_KEYS);
        return verify(message, body, bounded, true).overall();
    }

    private MessageVerdict verify(HttpMessage message, Body body, Keys keys, boolean hurried) {
        LabelRule rule = judge.policy().labels();
        List<LabelledVerdict> verdicts = new ArrayList<>();
        try {
            Map<String, Member> inputs = SignatureFields.inputs(message);
            Map<String, Member> signatures = SignatureFields.signatures(message);
            for (Map.Entry<String, Member> input : inputs.entrySet()) {
                Optional<Member> signature = Optional.ofNullable(signatures.get(input.getKey()));
                LabelledVerdict verdict =
                        judge(input.getKey(), input.getValue(), signature, message, body, keys, hurried);
                verdicts.add(verdict);
                boolean enough = verdict.counts() && verdict.verdict() instanceof Verdict.Valid && !rule.every();
                if (hurried && (enough || keys.left < 0)) {
                    break;
                }
            }
        } catch (Refusal refusal) {
            return new MessageVerdict(refusal.verdict(), List.of());
        }
        return spendingNonces(MessageVerdict.by(rule, verdicts), keys.checked);
    }

    /** Nonces are used up only if the message is accepted, and only those of signatures that count. */
    private MessageVerdict spendingNonces(MessageVerdict found, Map<String, SignatureJudge.Checked> checked) {
        if (judge.policy().nonces().isEmpty() || !(found.overall() instanceof Verdict.Valid)) {
            return found;
        }
        List<LabelledVerdict> spent = new ArrayList<>();
        for (LabelledVerdict signature : found.signatures()) {
            SignatureJudge.Checked mine = checked.get(signature.label());
            spent.add(
                    signature.counts() && mine != null && signature.verdict() instanceof Verdict.Valid valid
                            ? new LabelledVerdict(
                                    signature.label(), signature.input(), true, judge.spendingNonce(mine, valid))
                            : signature);
        }
        return MessageVerdict.by(judge.policy().labels(), spent);
    }

    private LabelledVerdict judge(
            String label,
            Member member,
            Optional<Member> signature,
            HttpMessage message,
            Body body,
            Keys keys,
            boolean hurried) {
        LabelRule rule = judge.policy().labels();
        boolean labelCounts = rule.label().isEmpty() || rule.label().get().equals(label);
        Optional<SignatureInput> input = Optional.empty();
        try {
            input = Optional.of(Rfc9421Signature.input(label, member));
            boolean counts = labelCounts
                    && (rule.tag().isEmpty() || rule.tag().equals(input.get().tag()));
            if (hurried && !counts) {
                return new LabelledVerdict(label, input, false, notWanted(label));
            }
            Rfc9421Signature parsed = Rfc9421Signature.parse(label, input.get(), signature, types);
            SignatureJudge.Checked checked = judge.check(parsed, message, body);
            keys.checked.put(label, checked);
            Verdict verdict = keys.left-- > 0 ? judge.withKey(checked, keys.resolver) : tooMany(label);
            return new LabelledVerdict(label, input, counts, verdict);
        } catch (Refusal refusal) {
            boolean counts =
                    labelCounts && (rule.tag().isEmpty() || rule.tag().equals(input.flatMap(SignatureInput::tag)));
            return new LabelledVerdict(label, input, counts, refusal.verdict());
        }
    }

    private static Verdict notWanted(String label) {
        return new Verdict.Invalid(
                Verdict.Reason.POLICY_UNMET,
                "the signature " + Quoted.label(label) + " does not count",
                Optional.empty());
    }

    private static Verdict tooMany(String label) {
        return new Verdict.Invalid(
                Verdict.Reason.POLICY_UNMET,
                "the signature " + Quoted.label(label) + " was not looked at: others before it asked for too many keys",
                Optional.empty());
    }

    /** A resolver, how many more signatures may ask it, and those that got as far as asking. */
    private static final class Keys {
        private final KeyResolver resolver;
        private final Map<String, SignatureJudge.Checked> checked = new HashMap<>();
        private int left;

        Keys(KeyResolver resolver, int left) {
            this.resolver = resolver;
            this.left = left;
        }
    }
}
