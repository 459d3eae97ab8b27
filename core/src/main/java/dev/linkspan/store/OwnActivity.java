package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import java.time.Instant;
import java.util.Optional;

/**
 * An activity of our own making; it resolves at its id for as long as it is remembered.
 *
 * @param id its id, on our origin
 * @param type its ActivityStreams type, say {@code Announce}
 * @param objectId the id of its object
 * @param author who made the object, as far as we know; for taking back what we announced when the author is deleted
 * @param body the document as sent
 * @param madeAt when it was made
 */
public record OwnActivity(
        String id, String type, String objectId, Optional<String> author, Body body, Instant madeAt) {}
