package dev.linkspan.inbox;

import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestVerifier;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.inbox.InboxResult.Refused;
import dev.linkspan.store.DomainRules;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checks that cost neither network nor cryptography, cheapest first. Blocks come before anything that would make us
 * fetch a key.
 */
final class Gate {

    /** In bytes: two of them, and a word, still fit into one index row of every database. Real ids have a few hundred at most. */
    private static final int LONGEST_ID = 1_300;

    private final InboxLimits limits;
    private final DomainRules rules;
    private final Gatekeeper gatekeeper;

    Gate(InboxLimits limits, DomainRules rules, Gatekeeper gatekeeper) {
        this.limits = limits;
        this.rules = rules;
        this.gatekeeper = gatekeeper;
    }

    /** What passed the gate: well-formed, but nobody's yet. */
    record Claimed(Activity activity, String id, String actor, Authority origin, List<ClaimedKey> keys) {
        Claimed {
            keys = List.copyOf(keys);
        }
    }

    /** A key id of the request, and its host. */
    record ClaimedKey(String id, Authority signer) {}

    /** What the gate says. */
    sealed interface Result {
        record Passed(Claimed claimed) implements Result {}

        record Stopped(InboxResult answer) implements Result {}
    }

    Result check(InboxRequest request) {
        if (request.body().length() > limits.maxBodyBytes()) {
            return stop(Refusal.BODY_TOO_LARGE, "the body is larger than " + limits.maxBodyBytes() + " bytes");
        }
        if (!isActivityStreams(request.message().fields().first("Content-Type").orElse(""))) {
            return stop(Refusal.UNSUPPORTED_MEDIA_TYPE, "send application/activity+json or application/ld+json");
        }
        if (!isSigned(request.message().fields())) {
            return stop(
                    Refusal.SIGNATURE_MISSING,
                    "the request has no Signature header; sign it with the key of its actor");
        }
        List<String> keyIds = RequestVerifier.claimedKeyIds(request.message());
        if (keyIds.isEmpty()) {
            return unreadable(request.message());
        }
        List<ClaimedKey> keys = new ArrayList<>();
        for (String keyId : keyIds) {
            Optional<Authority> authority = Authority.of(keyId);
            if (authority.isEmpty()) {
                return stop(Refusal.KEY_INVALID, "the keyId is no http(s) URI");
            }
            if (isTooLong(keyId)) {
                return stop(Refusal.KEY_INVALID, "the keyId is longer than " + LONGEST_ID + " bytes");
            }
            if (rules.isBlocked(authority.get().host())) {
                return blocked(authority.get());
            }
            keys.add(new ClaimedKey(keyId, authority.get()));
        }
        return switch (JsonText.parse(request.body())) {
            case JsonText.Result.Malformed malformed -> stop(Refusal.MALFORMED_JSON, malformed.detail());
            case JsonText.Result.Document document -> checkActivity(Activity.of(document.object()), keys);
        };
    }

    private static Result unreadable(HttpMessage.Request message) {
        return RequestVerifier.unreadable(message)
                .map(invalid -> stop(
                        invalid.reason() == Verdict.Reason.ALGORITHM_UNSUPPORTED
                                ? Refusal.SIGNATURE_INVALID
                                : Refusal.SIGNATURE_MALFORMED,
                        invalid.detail()))
                .orElseGet(() -> stop(Refusal.SIGNATURE_MALFORMED, "the signature names no keyid"));
    }

    private Result checkActivity(Activity activity, List<ClaimedKey> keys) {
        if (activity.types().isEmpty()) {
            return stop(Refusal.MALFORMED_ACTIVITY, "the activity has no type");
        }
        if (isSeveral(activity)) {
            return stop(Refusal.MALFORMED_ACTIVITY, "its types make it several activities at once");
        }
        Optional<String> id = activity.id();
        Optional<Authority> idAuthority = id.flatMap(Authority::of);
        if (idAuthority.isEmpty()) {
            return stop(Refusal.MALFORMED_ACTIVITY, "the activity has no id, or one that is no http(s) URI");
        }
        Optional<String> actor = activity.actorId();
        Optional<Authority> origin = actor.flatMap(Authority::of);
        if (origin.isEmpty() || !activity.ids("actor").equals(List.of(actor.get()))) {
            return stop(Refusal.MALFORMED_ACTIVITY, "the activity names no actor, or not exactly one");
        }
        if (rules.isBlocked(origin.get().host())) {
            return blocked(origin.get());
        }
        if (Stream.of(id, actor, activity.objectId()).flatMap(Optional::stream).anyMatch(Gate::isTooLong)) {
            return stop(Refusal.MALFORMED_ACTIVITY, "an id is longer than " + LONGEST_ID + " bytes");
        }
        // An Undo counts for its sender whatever its id; snac's can be on our host.
        if (!idAuthority.equals(origin) && !(activity instanceof Undo)) {
            return stop(
                    Refusal.ORIGIN_MISMATCH,
                    "the activity's id is on " + idAuthority.get() + ", its actor on " + origin.get());
        }
        // Only the keys of those who are let in: a name that is let in must not open the door to another's key.
        List<ClaimedKey> admitted = new ArrayList<>();
        List<InboxResult> answers = new ArrayList<>();
        for (ClaimedKey key : keys) {
            gatekeeper.answer(key.signer(), activity).ifPresentOrElse(answers::add, () -> admitted.add(key));
        }
        return admitted.isEmpty()
                ? new Result.Stopped(answers.getFirst())
                : new Result.Passed(new Claimed(activity, id.get(), actor.get(), origin.get(), admitted));
    }

    /** What is checked of the one would not have been checked of the other; and each receiver chooses for itself. */
    private static boolean isSeveral(Activity activity) {
        return activity.types().stream()
                        .distinct()
                        .filter(type -> Vocabulary.isA(type, "Activity"))
                        .count()
                > 1;
    }

    private static boolean isTooLong(String id) {
        return id.getBytes(StandardCharsets.UTF_8).length > LONGEST_ID;
    }

    /** Whether there is a signature in either of the places where the draft has it; what it is worth comes later. */
    private static boolean isSigned(Fields fields) {
        return fields.contains("Signature")
                || fields.all("Authorization").stream()
                        .anyMatch(line -> line.regionMatches(true, 0, "Signature ", 0, 10));
    }

    /** Whether a media type is one of ActivityStreams; the profile of {@code ld+json} is not insisted on. */
    static boolean isActivityStreams(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.equals("application/activity+json") || type.equals("application/ld+json");
    }

    private static Result stop(Refusal code, String detail) {
        return new Result.Stopped(new Refused(code, detail));
    }

    private static Result blocked(Authority authority) {
        return stop(Refusal.BLOCKED, authority.host() + " is blocked by the operator of this server");
    }
}
