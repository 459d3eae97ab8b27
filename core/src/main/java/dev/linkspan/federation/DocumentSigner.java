package dev.linkspan.federation;

import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.vocab.Activity;
import jakarta.json.JsonObject;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs public activities within the document, so that those to whom others hand them on believe them: relays and inbox
 * forwarding need it. What is not public nobody shall be able to hand on as proven.
 */
final class DocumentSigner {

    private static final Logger log = LoggerFactory.getLogger(DocumentSigner.class);

    private final LinkedDataSignatures signatures;
    private final OwnActors actors;
    private final boolean signs;
    private final InstantSource clock;

    DocumentSigner(LinkedDataSignatures signatures, OwnActors actors, boolean signs, InstantSource clock) {
        this.signatures = signatures;
        this.actors = actors;
        this.signs = signs;
        this.clock = clock;
    }

    /** The activity as it goes out. */
    Activity signed(Activity activity, String actor, boolean isPublic) {
        if (!signs || !isPublic) {
            return activity;
        }
        try {
            JsonObject signed = signatures.sign(activity.json(), actors.key(Optional.of(actor)), clock.instant());
            return Activity.of(signed);
        } catch (IllegalArgumentException e) {
            // A context of the application's own that is not bundled: what it says cannot be canonicalised here.
            log.debug(
                    "{} goes without a signature of its own: {}", activity.id().orElse(""), e.getMessage());
            return activity;
        }
    }
}
