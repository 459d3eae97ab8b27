package dev.linkspan.discovery;

/**
 * An actor and its name, each of which leads to the other: WebFinger names the actor for the name, and the actor's own
 * server names the name for the actor.
 *
 * @param handle its name; not always the one that was asked for
 * @param actor the actor, fetched from its id
 */
public record Account(Handle handle, FoundObject actor) implements AccountLookup {}
