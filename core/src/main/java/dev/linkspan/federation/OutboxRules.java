package dev.linkspan.federation;

import dev.linkspan.store.OutboxChange;
import dev.linkspan.store.Outboxes.Shelf;
import dev.linkspan.store.Published;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Like;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Ref;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What becomes of the collections that an actor shows by what it sends. Only what everybody may see is ever shown, the embedded
 * object included. Pure.
 */
final class OutboxRules {

    /** What is shown of an object of the actor's own: an Update changes it. */
    static final String CREATE = "Create";

    /** What tells somebody something, or answers; it is no publication, whoever may see it. As in the outboxes of others. */
    private static final Set<String> NOT_PUBLISHED = Set.of(
            "Accept",
            "Add",
            "Block",
            "Dislike",
            "EmojiReact",
            "Flag",
            "Follow",
            "Ignore",
            "Like",
            "Move",
            "Reject",
            "Remove",
            "TentativeAccept",
            "TentativeReject");

    /** Deeper than any activity within an activity. */
    private static final int DEPTH = 4;

    private final int newest;
    private final boolean keepsOutbox;
    private final boolean keepsLiked;

    /**
     * The rules.
     *
     * @param newest how much is kept of each actor
     * @param keepsOutbox whether what it publishes is
     * @param keepsLiked whether what it likes is
     */
    OutboxRules(int newest, boolean keepsOutbox, boolean keepsLiked) {
        this.newest = newest;
        this.keepsOutbox = keepsOutbox;
        this.keepsLiked = keepsLiked;
    }

    boolean keepsOutbox() {
        return keepsOutbox;
    }

    boolean keepsLiked() {
        return keepsLiked;
    }

    /**
     * The changes that an activity makes, but for an Update.
     *
     * @param sent the activity as it goes out
     */
    List<OutboxChange> changes(String actor, Activity sent) {
        if (!keepsOutbox && !keepsLiked) {
            return List.of();
        }
        return switch (sent) {
            case Undo undo -> ofUndone(actor, undo);
            case Delete delete -> ofDeleted(actor, delete);
            case Update update -> List.of();
            case Like like -> ofLiked(actor, like);
            case Activity other -> ofPublished(actor, other);
        };
    }

    private static List<OutboxChange> ofUndone(String actor, Undo undo) {
        List<OutboxChange> changes = new ArrayList<>();
        for (Ref<Entity> ref : undo.refs("object").all()) {
            Optional<Entity> undone = ref.embedded();
            ref.id().ifPresent(id -> changes.add(new OutboxChange.Withdraw(actor, id)));
            if (ref.id().isEmpty() && undone.isPresent()) {
                String type = undone.get().typeName();
                undone.get()
                        .ids("object")
                        .forEach(object -> changes.add(new OutboxChange.WithdrawType(actor, type, object)));
            }
        }
        return changes;
    }

    private static List<OutboxChange> ofDeleted(String actor, Delete delete) {
        return delete.ids("object").stream()
                .<OutboxChange>map(
                        id -> id.equals(actor) ? new OutboxChange.Clear(actor) : new OutboxChange.Withdraw(actor, id))
                .toList();
    }

    private List<OutboxChange> ofLiked(String actor, Like like) {
        Optional<String> object = like.objectId();
        if (!keepsLiked || object.isEmpty() || !isForAll(like)) {
            return List.of();
        }
        Published item = new Published(
                Shelf.LIKED,
                actor,
                like.id().orElseThrow(),
                like.typeName(),
                object.get(),
                JsonText.write(JsonText.object().build()));
        return List.of(
                // Liked again, it is there once.
                new OutboxChange.WithdrawType(actor, like.typeName(), object.get()),
                new OutboxChange.Show(item, newest));
    }

    private List<OutboxChange> ofPublished(String actor, Activity sent) {
        boolean shown = keepsOutbox && NOT_PUBLISHED.stream().noneMatch(sent::is) && isForAll(sent);
        return shown ? List.of(new OutboxChange.Show(item(actor, sent), newest)) : List.of();
    }

    private static Published item(String actor, Activity sent) {
        String id = sent.id().orElseThrow();
        return new Published(
                Shelf.OUTBOX, actor, id, sent.typeName(), sent.objectId().orElse(id), JsonText.write(sent.json()));
    }

    /** Whether everybody may see an activity and all that is in it. */
    static boolean isForAll(Activity activity) {
        return isPublic(activity) && isOpen(activity, DEPTH);
    }

    private static boolean isPublic(Entity entity) {
        return addressed(entity).anyMatch(Public::is);
    }

    /** An object that names nobody is for those for whom the activity is. */
    private static boolean isOpen(Entity entity, int depth) {
        return depth > 0
                && entity.refs("object").all().stream()
                        .flatMap(ref -> ref.embedded().stream())
                        .allMatch(object -> (addressed(object).findAny().isEmpty() || isPublic(object))
                                && isOpen(object, depth - 1));
    }

    private static Stream<String> addressed(Entity entity) {
        return Stream.of("to", "cc", "audience").flatMap(property -> entity.ids(property).stream());
    }

    /** The Create that an actor shows, when its object has been changed; the envelope stays. */
    static Activity revised(Activity create, Update update) {
        var builder = create.toBuilder().remove("proof").remove("signature");
        update.object().embedded().ifPresent(object -> builder.set("object", object.json()));
        Optional.ofNullable(update.json().get("@context")).ifPresent(builder::define);
        return Activity.of(builder.build());
    }
}
