/**
 * Step 4: what comes in. A request passes the gate (no network, no cryptography), then the verifier; only the verifier can
 * make a {@link dev.linkspan.inbox.VerifiedActivity}.
 */
@NullMarked
package dev.linkspan.inbox;

import org.jspecify.annotations.NullMarked;
