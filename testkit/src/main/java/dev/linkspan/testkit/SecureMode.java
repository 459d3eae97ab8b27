package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.httpsignatures.VerificationPolicy;
import java.util.List;
import java.util.Optional;

/**
 * Mastodon's AUTHORIZED_FETCH and what others call secure mode: documents only for signed requests. The instance actor stays
 * open, or two servers in this mode could never get each other's first key.
 */
final class SecureMode {

    private static final List<String> MUST_BE_SIGNED = List.of("(request-target)", "host", "date");

    private final Home home;

    private final Site site;

    SecureMode(Home home, Site site) {
        this.home = home;
        this.site = site;
    }

    /** Whether anybody may look. */
    boolean isOpen(InboundRequest request) {
        String id = home.base() + request.path();
        return id.equals(home.directory().instanceActor().id())
                || id.equals(home.directory().fetcher().id())
                || site.keyOwner(id).isPresent()
                || request.path().startsWith("/.well-known/")
                || request.path().startsWith("/nodeinfo/");
    }

    /** Why the request gets nothing; empty if it may look. */
    Optional<String> problem(InboundRequest request) {
        if (request.fields().contains("Signature-Input")) {
            return new Rfc9421Check(home, VerificationPolicy.FEDIVERSE).verify(request) instanceof Verdict.Valid
                    ? Optional.empty()
                    : Optional.of("Verification failed");
        }
        if (!(CavageHeader.tolerant(request.field("Signature")) instanceof CavageHeader.Result.Read read)
                || read.header().get("keyId").isEmpty()) {
            return Optional.of("Request not signed");
        }
        CavageHeader header = read.header();
        List<String> signed = header.signed("date");
        if (!signed.containsAll(MUST_BE_SIGNED)) {
            return Optional.of("not all of " + MUST_BE_SIGNED + " are signed");
        }
        Remote.Lookup lookup = home.remote().byKeyId(header.get("keyId").orElseThrow(), false);
        return lookup instanceof Remote.Lookup.Found found
                        && CavageCheck.verifies(
                                request, header, signed, found.actor().key(), true)
                ? Optional.empty()
                : Optional.of("Verification failed");
    }
}
