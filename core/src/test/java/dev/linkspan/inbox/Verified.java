package dev.linkspan.inbox;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;

/** Makes evidence for tests of what stands above the verifier. */
public final class Verified {

    private Verified() {}

    /** An activity signed by its own actor's HTTP key only. */
    public static VerifiedActivity byHttp(String json) {
        return of(json, false);
    }

    /** An activity whose document is signed as well. */
    public static VerifiedActivity byDocument(String json) {
        return of(json, true);
    }

    /** An activity whose document is signed, supplied by another actor. */
    public static VerifiedActivity suppliedBy(String signer, String json) {
        VerifiedActivity own = of(json, true);
        return new VerifiedActivity(
                own.activity(),
                own.id(),
                own.actor(),
                signer,
                Authentication.LINKED_DATA_SIGNATURE,
                true,
                true,
                own.body(),
                Fields.none());
    }

    /** An activity whose document is proven only, supplied by another actor. */
    public static VerifiedActivity provenBy(String signer, String json) {
        VerifiedActivity own = of(json, false);
        return new VerifiedActivity(
                own.activity(),
                own.id(),
                own.actor(),
                signer,
                Authentication.INTEGRITY_PROOF,
                false,
                true,
                own.body(),
                Fields.none());
    }

    private static VerifiedActivity of(String json, boolean signedDocument) {
        Body body = Body.of(json);
        if (!(JsonText.parse(body) instanceof JsonText.Result.Document document)) {
            throw new IllegalArgumentException(json);
        }
        Activity activity = Activity.of(document.object());
        String actor = activity.actorId().orElseThrow();
        return new VerifiedActivity(
                activity,
                activity.id().orElseThrow(),
                actor,
                actor,
                Authentication.HTTP_SIGNATURE,
                signedDocument,
                true,
                body,
                Fields.none());
    }
}
