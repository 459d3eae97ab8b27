package dev.linkspan.testkit;

import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Entity;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Optional;

/**
 * The inbox of Threads, as far as others noticed: a digest under no name but {@code SHA-256}, an actor by its id only, an Undo
 * with all that it undoes. What it answers to a signature that is not good is not known; here it is 401.
 */
final class ThreadsInbox implements InboxRules {

    private final Home home;
    private final Content content;

    ThreadsInbox(Home home) {
        this.home = home;
        this.content = new Content(home);
    }

    @Override
    public Admission admit(InboundRequest post) {
        return switch (CavageHeader.tolerant(post.field("Signature"))) {
            case CavageHeader.Result.Bad bad -> refused(401, bad.words());
            case CavageHeader.Result.Read read -> check(post, read.header());
        };
    }

    private Admission check(InboundRequest post, CavageHeader header) {
        List<String> signed = header.signed("date");
        if (!post.field("Digest").equals("SHA-256=" + CavageCheck.sha256(post.body())) || !signed.contains("digest")) {
            return refused(401, "the body has no signed digest by the name SHA-256");
        }
        if (header.get("keyId").isEmpty()) {
            return refused(401, "the request is not signed");
        }
        Remote.Lookup lookup = home.remote().byKeyId(header.get("keyId").orElseThrow(), false);
        if (!(lookup instanceof Remote.Lookup.Found found)
                || !CavageCheck.verifies(post, header, signed, found.actor().key(), true)) {
            return refused(401, "the signature is of no key that can be fetched");
        }
        return form(post, found.actor());
    }

    private static Admission form(InboundRequest post, RemoteActor signer) {
        Optional<AsObject> document = post.document();
        if (document.filter(d -> d.json().get("actor") instanceof JsonString).isEmpty()) {
            return refused(400, "the body is no activity whose actor is a plain id");
        }
        Activity activity = Activity.of(document.get());
        if (!activity.actorId().equals(Optional.of(signer.id()))) {
            return refused(401, "the signer is " + signer.id());
        }
        Optional<Entity> undone = activity.object().embedded();
        boolean isWhole = undone.filter(
                        o -> o.ref("actor").isPresent() && o.ref("object").isPresent())
                .isPresent();
        return activity.is("Undo") && !isWhole
                ? refused(500, "an Undo that does not hold the whole of what it undoes")
                : new Admission.Admitted(202, "", Optional.of(signer));
    }

    @Override
    public Outcome process(InboundRequest post, Optional<RemoteActor> signer) {
        return content.perform(
                Activity.of(post.document().orElseThrow()), signer.orElseThrow().id());
    }

    private static Admission refused(int status, String words) {
        return new Admission.Refused(status, "", words);
    }
}
