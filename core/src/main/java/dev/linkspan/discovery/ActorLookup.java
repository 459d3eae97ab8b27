package dev.linkspan.discovery;

import dev.linkspan.httpsignatures.KeyResolution;

/** What became of looking for an actor. */
public sealed interface ActorLookup {

    /**
     * The actor, as its own server shows it.
     *
     * @param actor the actor
     */
    record Found(RemoteActor actor) implements ActorLookup {}

    /**
     * There is no usable actor.
     *
     * @param reason the kind of failure
     * @param detail a sentence for the log and for the sender
     */
    record Missing(KeyResolution.Reason reason, String detail) implements ActorLookup {}
}
