/**
 * Step 5: the relay. Subscriptions in both dialects, who may publish, and which form of an activity reaches whom.
 *
 * @see <a href="https://w3id.org/fep/ae0c">FEP-ae0c</a>
 */
@NullMarked
package dev.linkspan.relay;

import org.jspecify.annotations.NullMarked;
