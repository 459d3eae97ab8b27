package dev.linkspan.store;

import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.FollowRelation.State;
import java.util.List;
import java.util.Optional;

/**
 * Who follows our actors, and whom they follow. Read from the store, not from memory: there may be millions. Each change is
 * one durable act that also appends what tells others of it.
 */
public interface Follows {

    /**
     * Writes a relation, in place of one with the same direction and actors, and appends entries, unless the one so far is not
     * what the writer decided upon.
     *
     * @param expected the relation so far; empty if there should be none
     * @param wanted what shall hold
     * @param along entries that go with it, say the Accept; may be empty; those whose key was seen are left out
     * @return whether it was written; if not, nothing is appended, and {@link #find} gives what holds instead
     */
    boolean put(Optional<FollowRelation> expected, FollowRelation wanted, List<NewEntry> along);

    /**
     * Removes a relation, if it still is what the remover thinks, and appends entries.
     *
     * @param along entries that go with it, say the Undo; may be empty; those whose key was seen are left out
     * @return whether it went; if not, nothing is appended
     */
    boolean remove(FollowRelation expected, List<NewEntry> along);

    /** The relation of two actors. */
    Optional<FollowRelation> find(Direction direction, String local, String remote);

    /**
     * The relation whose latest Follow has this id. Strangers choose the ids of their Follows, so look at who the remote actor
     * is; of several relations it is the first.
     */
    Optional<FollowRelation> byFollowId(Direction direction, String followId);

    /**
     * An actor's relations in one state, the newest first.
     *
     * @param cursor where to go on, as the page before said; empty for the first page. What no page said gives an empty page
     * @param limit at most this many; at least 1
     */
    Page page(Direction direction, String local, State state, Optional<String> cursor, int limit);

    /** How many relations in one state an actor has. */
    long count(Direction direction, String local, State state);

    /** Where an actor's accepted followers get what it sends, each place once, in no order. */
    List<Inboxes> inboxes(String local);

    /**
     * The ids of an actor's accepted followers on one host, or of those it follows there, in order: what FEP-8fcf compares.
     *
     * @param limit at most this many, the first; there may be hundreds of thousands
     */
    List<String> idsOn(Direction direction, String local, String authority, int limit);

    /**
     * Those relations of one of our actors with actors on one host that go by an inbox, be it their own or the one that they
     * share, in whatever state.
     *
     * @param authority the host, with a port that is not the default
     * @param limit at most this many; once they are removed, the next come
     */
    List<FollowRelation> byInbox(Direction direction, String local, String authority, String inbox, int limit);

    /**
     * The hosts with whose actors there are relations, each once, with a port that is not the default; in an order of the
     * store's own.
     *
     * @param after those behind this one; empty for the first
     * @param limit at most this many
     */
    List<String> authorities(String after, int limit);

    /** All relations with a remote actor, in no order. */
    List<FollowRelation> of(String remote);

    /** All relations of one direction with a remote actor, in no order. */
    List<FollowRelation> of(Direction direction, String remote);

    /**
     * Removes all relations with actors on a host, in both directions: it is blocked.
     *
     * @return how many there were
     */
    int removeAll(String authority);

    /**
     * Removes all relations with a remote actor, in both directions: it is no more.
     *
     * @return how many there were
     */
    int removeRemote(String remote);

    /**
     * Some of an actor's relations.
     *
     * @param relations the newest first
     * @param next where the next page goes on; empty on the last one. Opaque, of letters, digits, "-" and "_"
     */
    record Page(List<FollowRelation> relations, Optional<String> next) {
        /** Copies the list. */
        public Page {
            relations = List.copyOf(relations);
        }
    }

    /**
     * Where a follower gets what is sent to it.
     *
     * @param authority its host with a port that is not the default
     * @param inbox its own inbox
     * @param sharedInbox its host's shared inbox, if it has one
     */
    record Inboxes(String authority, String inbox, Optional<String> sharedInbox) {}
}
