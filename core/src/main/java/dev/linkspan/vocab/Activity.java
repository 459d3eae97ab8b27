package dev.linkspan.vocab;

import java.util.List;
import java.util.Optional;

/**
 * An activity, by what it does. The arms carry the same view; they exist so that a {@code switch} over them is complete.
 *
 * @see <a href="https://www.w3.org/TR/activitystreams-vocabulary/#activity-types">Activity Vocabulary §3.1</a>
 */
public sealed interface Activity {

    /** The document. */
    AsObject view();

    /**
     * Somebody made an object.
     *
     * @param view the document
     */
    record Create(AsObject view) implements Activity {}

    /**
     * Somebody changed an object.
     *
     * @param view the document
     */
    record Update(AsObject view) implements Activity {}

    /**
     * Somebody deleted an object.
     *
     * @param view the document
     */
    record Delete(AsObject view) implements Activity {}

    /**
     * Somebody draws attention to an object.
     *
     * @param view the document
     */
    record Announce(AsObject view) implements Activity {}

    /**
     * Somebody asks to be sent what another does.
     *
     * @param view the document
     */
    record Follow(AsObject view) implements Activity {}

    /**
     * Somebody takes an activity back.
     *
     * @param view the document
     */
    record Undo(AsObject view) implements Activity {}

    /**
     * Somebody grants a Follow.
     *
     * @param view the document
     */
    record Accept(AsObject view) implements Activity {}

    /**
     * Somebody refuses a Follow or ends one.
     *
     * @param view the document
     */
    record Reject(AsObject view) implements Activity {}

    /**
     * An actor moved to another account.
     *
     * @param view the document
     */
    record Move(AsObject view) implements Activity {}

    /**
     * Anything else.
     *
     * @param view the document
     */
    record Other(AsObject view) implements Activity {}

    /** The activity that a document is; {@link Other} if none of its types is known here. */
    static Activity of(AsObject view) {
        for (String type : view.types()) {
            Activity activity = of(type, view);
            if (!(activity instanceof Other)) {
                return activity;
            }
        }
        return new Other(view);
    }

    private static Activity of(String type, AsObject view) {
        return switch (type) {
            case "Create" -> new Create(view);
            case "Update" -> new Update(view);
            case "Delete" -> new Delete(view);
            case "Announce" -> new Announce(view);
            case "Follow" -> new Follow(view);
            case "Undo" -> new Undo(view);
            case "Accept" -> new Accept(view);
            case "Reject" -> new Reject(view);
            case "Move" -> new Move(view);
            default -> new Other(view);
        };
    }

    /** Its id. */
    default Optional<String> id() {
        return view().id();
    }

    /** Its actor's id. */
    default Optional<String> actor() {
        return view().ref("actor").id();
    }

    /** What it is about. */
    default Ref object() {
        return view().ref("object");
    }

    /** The ids it is addressed to in {@code to}. */
    default List<String> to() {
        return view().ids("to");
    }

    /** The ids it is addressed to in {@code cc}. */
    default List<String> cc() {
        return view().ids("cc");
    }

    /** The name of its first type, {@code (none)} without one; for logs. */
    default String typeName() {
        List<String> types = view().types();
        return types.isEmpty() ? "(none)" : types.getFirst();
    }
}
