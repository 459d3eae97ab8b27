package dev.linkspan.federation;

import dev.linkspan.discovery.Trust;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Entity;
import java.util.Optional;

/**
 * A verified activity on its way to the application. Immutable, thread-safe.
 *
 * @param <A> its kind
 */
public final class Inbound<A extends Activity> {

    private final long offset;
    private final A activity;
    private final String id;
    private final Envelope envelope;
    private final Body body;
    private final Federation federation;
    private final Effect effect;

    Inbound(long offset, A activity, String id, Envelope envelope, Body body, Federation federation) {
        this(offset, activity, id, envelope, body, federation, Effect.NONE);
    }

    private Inbound(
            long offset, A activity, String id, Envelope envelope, Body body, Federation federation, Effect effect) {
        this.offset = offset;
        this.activity = activity;
        this.id = id;
        this.envelope = envelope;
        this.body = body;
        this.federation = federation;
        this.effect = effect;
    }

    /** The activity. All its members are its actor's word; what somebody else may have added is not in it. */
    public A activity() {
        return activity;
    }

    /** Its id; the same each time it comes. */
    public String id() {
        return id;
    }

    /** The id of who made it: proven. */
    public String actor() {
        return envelope.actor();
    }

    /** The id of whose key signed the request that brought it: the actor, or a server that passed it on. */
    public String signer() {
        return envelope.signer();
    }

    /**
     * The handle of the actor to whose inbox it came; empty if it came to the inbox that all share: then it is for all whom it
     * names and all who follow its actor. So is what one of our own actors sends to its followers here: it comes once for all
     * of them, and once besides for each of our actors who gets it by name, with that one's handle.
     */
    public Optional<String> inbox() {
        return envelope.inbox();
    }

    /** Whether one of our own actors made it. */
    public boolean isLocal() {
        return envelope.isLocal();
    }

    /** The object that stands within it, if one does and is of this kind. */
    public <O extends Entity> Optional<Trusted<O>> object(Class<O> kind) {
        return activity.object().embedded(kind).map(object -> new Trusted<>(object, trust(object)));
    }

    private Trust trust(Entity object) {
        return Trust.ofEmbedded(object, id, Trust.SIGNED_BY_ACTOR);
    }

    /**
     * The exact bytes that came in. Of what another server brought and the actor's Linked Data signature covers in part, what it
     * covers, written anew.
     */
    public Body body() {
        return body;
    }

    /** The federation that it came to, to answer by. */
    public Federation federation() {
        return federation;
    }

    /** What it changed about who follows whom; done before a listener hears of it. */
    public Effect effect() {
        return effect;
    }

    /** The same as another view. */
    <B extends Activity> Inbound<B> as(B other) {
        return new Inbound<>(offset, other, id, envelope, body, federation, effect);
    }

    /** The same having had this effect. */
    Inbound<A> with(Effect had) {
        return new Inbound<>(offset, activity, id, envelope, body, federation, had);
    }

    /** Its place in the log: the same however often it is handled, another when it is sent anew. */
    long offset() {
        return offset;
    }

    Envelope envelope() {
        return envelope;
    }

    /** Type, id and actor, for logs. */
    @Override
    public String toString() {
        return activity.typeName() + " " + id + " by " + actor();
    }
}
