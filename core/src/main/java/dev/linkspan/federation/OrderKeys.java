package dev.linkspan.federation;

import dev.linkspan.discovery.Origin;
import dev.linkspan.vocab.Accept;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Block;
import dev.linkspan.vocab.Follow;
import dev.linkspan.vocab.Reject;
import dev.linkspan.vocab.Undo;
import java.util.Optional;

/**
 * What activities have to do with each other: those of one key are dealt with in the order in which they came. Keys are made of
 * ids on the actor's own origin only, so that nobody can have another's activities wait for his. Pure.
 */
final class OrderKeys {

    private static final String RELATION = "relation ";
    private static final String OBJECT = "object ";

    private OrderKeys() {}

    static String of(Activity activity, String id, String actor) {
        return switch (activity) {
            case Follow a -> RELATION + actor;
            case Block a -> RELATION + actor;
            case Accept a -> RELATION + actor;
            case Reject a -> RELATION + actor;
            case Undo a -> ofUndone(a, id, actor);
            case Activity a -> {
                boolean makes = a.is("Create") || a.is("Update") || a.is("Delete");
                yield makes ? ofObject(a.objectId(), id, actor) : OBJECT + id;
            }
        };
    }

    /** An Undo waits for what it takes back. */
    private static String ofUndone(Undo undo, String id, String actor) {
        boolean ofRelation = undo.object()
                .embedded()
                .filter(undone -> undone instanceof Follow || undone instanceof Block)
                .isPresent();
        return ofRelation ? RELATION + actor : ofObject(undo.objectId(), id, actor);
    }

    private static String ofObject(Optional<String> object, String id, String actor) {
        return OBJECT + object.filter(its -> Origin.same(its, actor)).orElse(id);
    }
}
