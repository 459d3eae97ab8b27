package dev.linkspan.federation;

import dev.linkspan.store.StoreSpace;
import java.util.Optional;

/**
 * How much of its budgets a relay's intake uses.
 *
 * @param limits the budgets
 * @param requests posts being worked on
 * @param bodyBytes bytes of bodies held
 * @param clients addresses that have posts under way
 * @param waitingActs acts that wait for the store's writer
 * @param space what the stored data takes and leaves, as last looked at
 * @param closed why nobody's post is taken at the moment, if so
 */
public record IntakeStatus(
        IntakeLimits limits,
        int requests,
        long bodyBytes,
        int clients,
        int waitingActs,
        StoreSpace space,
        Optional<Intake.Reason> closed) {}
