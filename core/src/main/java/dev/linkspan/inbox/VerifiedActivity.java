package dev.linkspan.inbox;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.LogText;

/**
 * Evidence that an actor made an activity: whoever holds one need not ask again. Only {@link InboxVerifier} makes them.
 * Immutable, thread-safe.
 */
public final class VerifiedActivity {

    private final Activity activity;
    private final String id;
    private final String actor;
    private final String signer;
    private final Authentication authentication;
    private final boolean signedDocument;
    private final boolean whole;
    private final Body body;
    private final Fields signedFields;

    VerifiedActivity(
            Activity activity,
            String id,
            String actor,
            String signer,
            Authentication authentication,
            boolean signedDocument,
            boolean whole,
            Body body,
            Fields signedFields) {
        this.activity = activity;
        this.id = id;
        this.actor = actor;
        this.signer = signer;
        this.authentication = authentication;
        this.signedDocument = signedDocument;
        this.whole = whole;
        this.body = body;
        this.signedFields = signedFields;
    }

    /**
     * The activity, as its plain JSON says it, and only what is its actor's word: of what another brought and a Linked Data
     * signature covers in part, that part. Its id, type, actor, object and addressees are the same by JSON-LD; what else it
     * says under other names, a {@code DocumentReader} reads from {@link #body()}.
     */
    public Activity activity() {
        return activity;
    }

    /** The activity's id, on the actor's authority; an Undo may have one from anywhere. */
    public String id() {
        return id;
    }

    /** The actor that made it. */
    public String actor() {
        return actor;
    }

    /** The authority of the actor. */
    public Authority origin() {
        return Authority.of(actor).orElseThrow();
    }

    /** The actor whose key signed the request: the actor itself, or a relay that passed the activity on. */
    public String signer() {
        return signer;
    }

    /** The authority of the signer: who supplied the activity to us. */
    public Authority supplier() {
        return Authority.of(signer).orElseThrow();
    }

    /** By what it is known to be the actor's. */
    public Authentication authentication() {
        return authentication;
    }

    /**
     * Whether the document itself carries a Linked Data signature of its actor that we verified, so that others will
     * believe it when we pass on its bytes. An object integrity proof does not count: most servers do not check it. Nor does
     * a signature beside a proof: Mastodon drops it.
     */
    public boolean isSignedDocument() {
        return signedDocument;
    }

    /** Whether the {@link #activity()} is all that came in. */
    public boolean isWhole() {
        return whole;
    }

    /** The exact bytes that came in; of what is not {@link #isWhole() whole}, that part written anew, without the signature. */
    public Body body() {
        return body;
    }

    /** The fields of the request that the {@link #signer()}'s signature covers: its own word, unlike all the others. */
    public Fields signedFields() {
        return signedFields;
    }

    /** The id and the actor, for logs. */
    @Override
    public String toString() {
        return LogText.of(activity.typeName() + " " + id + " by " + actor);
    }
}
