package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.Member;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.StructuredFieldParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the signature fields of a message and recognises their grammar. */
final class SignatureFields {

    /** Far above what is sent: a signature of a 4096-bit RSA key takes 684 characters. */
    static final int MAX_FIELD_CHARS = 16_384;

    /** Nobody needs more; each may cost a key. */
    static final int MAX_LABELS = 4;

    private static final String SIGNATURE = "signature";
    private static final String SIGNATURE_INPUT = "signature-input";
    private static final String AUTHORIZATION_SCHEME = "signature ";

    private SignatureFields() {}

    /** RFC 9421 as soon as its field is there, as Mastodon does: a request must not carry both grammars. */
    static SignatureScheme scheme(HttpMessage.Request message) {
        return message.fields().contains(SIGNATURE_INPUT) ? SignatureScheme.RFC9421 : SignatureScheme.CAVAGE;
    }

    static CavageSignature cavage(HttpMessage.Request message) throws Refusal {
        List<String> lines = bounded(message, SIGNATURE);
        if (lines.size() > 1) {
            throw Refusal.malformed("the request has " + lines.size() + " Signature fields (expected: 1)");
        }
        if (!lines.isEmpty()) {
            return CavageSignature.parse(lines.get(0));
        }
        for (String line : bounded(message, "authorization")) {
            if (line.toLowerCase(Locale.ROOT).startsWith(AUTHORIZATION_SCHEME)) {
                return CavageSignature.parse(line.substring(AUTHORIZATION_SCHEME.length()));
            }
        }
        throw new Refusal(Verdict.Reason.SIGNATURE_MISSING, "the request has no Signature field");
    }

    /** The labels and members of {@code Signature-Input}. */
    static Map<String, Member> inputs(HttpMessage message) throws Refusal {
        if (!message.fields().contains(SIGNATURE_INPUT)) {
            throw new Refusal(Verdict.Reason.SIGNATURE_MISSING, "the message has no Signature-Input field");
        }
        Map<String, Member> inputs = dictionary(message, SIGNATURE_INPUT);
        if (inputs.isEmpty() || inputs.size() > MAX_LABELS) {
            throw Refusal.malformed(
                    "Signature-Input has " + inputs.size() + " signatures (expected: 1 to " + MAX_LABELS + ")");
        }
        return inputs;
    }

    static Map<String, Member> signatures(HttpMessage message) throws Refusal {
        if (!message.fields().contains(SIGNATURE)) {
            throw Refusal.malformed("the message has Signature-Input, but no Signature");
        }
        return dictionary(message, SIGNATURE);
    }

    static List<String> claimedKeyIds(HttpMessage.Request message) {
        try {
            if (scheme(message) == SignatureScheme.CAVAGE) {
                return List.of(cavage(message).keyId());
            }
            List<String> keyIds = new ArrayList<>();
            for (Map.Entry<String, Member> input : inputs(message).entrySet()) {
                claimedKeyId(input.getKey(), input.getValue()).ifPresent(keyIds::add);
            }
            return keyIds.stream().distinct().toList();
        } catch (Refusal e) {
            return List.of();
        }
    }

    /** Why the request names no key id that can be read; empty if it names one. */
    static Optional<Verdict.Invalid> unreadable(HttpMessage.Request message) {
        try {
            if (scheme(message) == SignatureScheme.CAVAGE) {
                cavage(message);
                return Optional.empty();
            }
            for (Map.Entry<String, Member> input : inputs(message).entrySet()) {
                Rfc9421Signature.keyId(input.getKey(), Rfc9421Signature.input(input.getKey(), input.getValue()));
            }
            return Optional.empty();
        } catch (Refusal refusal) {
            return Optional.of(refusal.verdict());
        }
    }

    private static Optional<String> claimedKeyId(String label, Member input) {
        try {
            return Optional.of(Rfc9421Signature.keyId(label, Rfc9421Signature.input(label, input)));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    private static Map<String, Member> dictionary(HttpMessage message, String name) throws Refusal {
        try {
            return StructuredFieldParser.parseDictionary(bounded(message, name));
        } catch (StructuredFieldException e) {
            throw Refusal.malformed(name + " is not a structured dictionary " + e.getMessage());
        }
    }

    private static List<String> bounded(HttpMessage message, String name) throws Refusal {
        List<String> lines = message.fields().all(name);
        int characters = lines.stream().mapToInt(String::length).sum();
        if (characters > MAX_FIELD_CHARS) {
            throw Refusal.malformed(
                    name + " has " + characters + " characters (expected: at most " + MAX_FIELD_CHARS + ")");
        }
        return lines;
    }
}
