package dev.linkspan.testkit;

import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.AsObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/** Friendica's inbox: an answer by the media type alone; the signature, and all else, after the 202. */
final class FriendicaInbox implements InboxRules {

    private static final Duration BEHIND = Duration.ofMinutes(5);
    private static final Duration AHEAD = Duration.ofMinutes(1);
    private static final Set<String> ALGORITHMS = Set.of("rsa-sha256", "hs2019");

    private final Home home;
    private final Content content;

    FriendicaInbox(Home home) {
        this.home = home;
        this.content = new Content(home);
    }

    @Override
    public Admission admit(InboundRequest post) {
        if (post.body().length() == 0) {
            return new Admission.Refused(400, "", "the body is empty");
        }
        return post.mediaType().equals(Wire.ACTIVITY_JSON) || post.mediaType().equals("application/ld+json")
                ? new Admission.Admitted(202, "", Optional.empty())
                : new Admission.Refused(415, "", "the content type is " + post.mediaType());
    }

    @Override
    public Outcome process(InboundRequest post, Optional<RemoteActor> unknown) {
        Optional<AsObject> document = post.document();
        if (document.isEmpty()) {
            return Outcome.dropped("the body is not JSON");
        }
        Activity activity = Activity.of(document.get());
        String actor = activity.actorId().orElse("");
        return switch (signer(post)) {
            case Signer.Unknown none -> unsigned(post, document.get(), activity, actor, none.words());
            case Signer.Known known ->
                known.actor().id().equals(actor) ? content.perform(activity, actor) : content.refetch(activity, actor);
        };
    }

    /** Without a good signature of the request, a Linked Data signature of the actor counts. */
    private Outcome unsigned(InboundRequest post, AsObject document, Activity activity, String actor, String words) {
        Optional<String> problem = LdCheck.problem(home, post, document, actor);
        return problem.isPresent()
                ? Outcome.dropped(words + ", and the LD signature " + problem.get())
                : content.perform(activity, actor);
    }

    private sealed interface Signer {
        record Known(RemoteActor actor) implements Signer {}

        record Unknown(String words) implements Signer {}
    }

    private Signer signer(InboundRequest post) {
        if (!(CavageHeader.tolerant(post.field("Signature")) instanceof CavageHeader.Result.Read read)
                || read.header().get("keyId").isEmpty()) {
            return new Signer.Unknown("the request is not signed");
        }
        CavageHeader header = read.header();
        List<String> signed = header.signed("date");
        Optional<String> problem = coverage(signed)
                .or(() -> digest(post))
                .or(() -> time(post, header, signed))
                .or(() -> algorithm(header));
        if (problem.isPresent()) {
            return new Signer.Unknown(problem.get());
        }
        Signer first = verify(post, header, signed, false);
        return first instanceof Signer.Unknown ? verify(post, header, signed, true) : first; // the key may be a new one
    }

    private Signer verify(InboundRequest post, CavageHeader header, List<String> signed, boolean fresh) {
        return switch (home.remote().byKeyId(header.get("keyId").orElseThrow(), fresh)) {
            case Remote.Lookup.Missing missing -> new Signer.Unknown("no key: " + missing.words());
            case Remote.Lookup.Found found ->
                CavageCheck.verifies(post, header, signed, found.actor().key(), false)
                        ? new Signer.Known(found.actor())
                        : new Signer.Unknown(
                                "the signature is not of " + found.actor().keyId());
        };
    }

    private static Optional<String> coverage(List<String> signed) {
        boolean covers = signed.containsAll(List.of("(request-target)", "host", "digest"))
                && (signed.contains("date") || signed.contains("(created)"));
        return covers ? Optional.empty() : Optional.of("target, host, digest and a time are not all signed: " + signed);
    }

    /** Names of digests in upper case only; another is not looked at, and one must fit. */
    private static Optional<String> digest(InboundRequest post) {
        StringTokenizer parts = new StringTokenizer(post.field("Digest"), ",");
        while (parts.hasMoreTokens()) {
            String part = parts.nextToken().strip();
            if (part.startsWith("SHA-256=")) {
                return part.substring(8).equals(CavageCheck.sha256(post.body()))
                        ? Optional.empty()
                        : Optional.of("the digest is not that of the body");
            }
        }
        return Optional.of("there is no digest by a name that is known");
    }

    private static Optional<String> time(InboundRequest post, CavageHeader header, List<String> signed) {
        Optional<Instant> made =
                signed.contains("(created)") ? CavageCheck.epochSeconds(header.get("created")) : CavageCheck.date(post);
        boolean inWindow = made.filter(at -> !at.isBefore(post.at().minus(BEHIND)))
                .filter(at -> !at.isAfter(post.at().plus(AHEAD)))
                .isPresent();
        return inWindow ? Optional.empty() : Optional.of("the date is not within 300 s behind and 60 s ahead");
    }

    private static Optional<String> algorithm(CavageHeader header) {
        String algorithm = header.get("algorithm").orElse("rsa-sha256").toLowerCase(Locale.ROOT);
        return ALGORITHMS.contains(algorithm) ? Optional.empty() : Optional.of("the algorithm is " + algorithm);
    }
}
