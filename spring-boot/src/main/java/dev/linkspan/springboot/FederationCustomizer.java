package dev.linkspan.springboot;

import dev.linkspan.federation.FederationBuilder;

/**
 * The application's word on how its federation is built: objects, collections, policies, limits. Beans of this kind are asked
 * in their order, after the properties and the other beans, so that what they say counts.
 */
@FunctionalInterface
public interface FederationCustomizer {

    /** Adds to the settings, or changes them; whoever calls it starts the federation. */
    void customize(FederationBuilder builder);
}
