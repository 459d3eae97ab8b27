package dev.linkspan.testkit;

import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Announce;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Move;
import dev.linkspan.vocab.Ref;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import java.util.Locale;
import java.util.Optional;

/** What a post says at first sight, whatever becomes of it. */
record Reading(Form form, String type, String id, String actor, String about) {

    static Reading of(InboundRequest post, Timeline timeline) {
        return post.document()
                .map(document -> of(Activity.of(document), signer(post), timeline))
                .orElseGet(() -> new Reading(Form.UNREADABLE, "", "", "", ""));
    }

    private static Reading of(Activity activity, String signer, Timeline timeline) {
        String actor = activity.actorId().orElse("");
        Form form = actor.equals(signer) ? own(activity, timeline) : Form.FORWARDED;
        return new Reading(form, activity.typeName(), activity.id().orElse(""), actor, about(activity, timeline));
    }

    private static Form own(Activity activity, Timeline timeline) {
        return switch (activity) {
            case Announce announce -> Form.ANNOUNCED;
            case Undo undo -> undoesAnnounce(undo, timeline) ? Form.UNDONE : Form.CONTROL;
            case Follow follow -> Form.CONTROL;
            case Accept accept -> Form.CONTROL;
            case Reject reject -> Form.CONTROL;
            case Create create -> Form.DIRECT;
            case Update update -> Form.DIRECT;
            case Delete delete -> Form.DIRECT;
            case Move move -> Form.DIRECT;
            case Activity other -> Form.DIRECT;
        };
    }

    private static boolean undoesAnnounce(Undo undo, Timeline timeline) {
        return undo.object().embedded().filter(o -> o.is("Announce")).isPresent()
                || undo.object().id().flatMap(timeline::boost).isPresent();
    }

    private static String about(Activity activity, Timeline timeline) {
        Ref<Entity> object = activity.object();
        if (activity instanceof Undo) {
            Optional<String> inner = object.embedded().map(o -> o.ref("object")).flatMap(Ref::id);
            return inner.or(() -> object.id().flatMap(timeline::boost).map(Timeline.Boost::object))
                    .or(object::id)
                    .orElse("");
        }
        if (activity instanceof Announce) { // of a whole activity, as groups announce them
            Optional<String> inner = object.embedded().map(o -> o.ref("object")).flatMap(Ref::id);
            return inner.or(object::id).orElse("");
        }
        return object.id().orElse("");
    }

    /** The id of the actor whose key signed, by the key id's own account. */
    private static String signer(InboundRequest post) {
        String field =
                post.fields().contains("Signature-Input") ? post.field("Signature-Input") : post.field("Signature");
        int start = field.toLowerCase(Locale.ROOT).indexOf("keyid=\"");
        int end = start < 0 ? -1 : field.indexOf('"', start + 7);
        if (end < 0) {
            return "";
        }
        String keyId = field.substring(start + 7, end);
        int fragment = keyId.indexOf('#');
        if (fragment >= 0) {
            return keyId.substring(0, fragment);
        }
        return keyId.endsWith("/main-key") ? keyId.substring(0, keyId.length() - "/main-key".length()) : keyId;
    }
}
