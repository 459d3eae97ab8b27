package dev.linkspan.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Somebody with an account on a fake instance, who follows, writes, likes and takes back as their server's software does it.
 * What they do is sent before a method returns; what others make of it, their answers say. Thread-safe.
 */
public final class FakeAccount {

    private final FakeInstance instance;
    private final FakeUser user;
    private final Home home;
    private final Correspondence correspondence;

    FakeAccount(FakeInstance instance, FakeUser user, Home home) {
        this.instance = instance;
        this.user = user;
        this.home = home;
        this.correspondence = new Correspondence(home);
    }

    /** Where the account is. */
    public FakeInstance instance() {
        return instance;
    }

    /** Its names and keys. */
    public FakeUser user() {
        return user;
    }

    /** Its id. */
    public String id() {
        return user.id();
    }

    /** What people type to find it: {@code @ada@127.0.0.1:4711}. */
    public String handle() {
        return "@" + user.name() + "@" + home.authority();
    }

    /**
     * Asks to follow an actor. The server looks it up first, and refuses an actor that its software would refuse: then there is
     * no status, and the text says why.
     *
     * @param actor an id, or a handle to be found by WebFinger
     */
    public Answer follow(String actor) {
        return correspondence.follow(user, actor);
    }

    /** Follows an actor no longer. */
    public Answer unfollow(String actorId) {
        return correspondence.unfollow(user, actorId);
    }

    /** How its Follow of an actor stands. */
    public SubscriptionState following(String actorId) {
        return home.people()
                .following(user.id(), actorId)
                .map(People.Following::state)
                .orElse(SubscriptionState.NONE);
    }

    /** Waits until an actor has let it in. */
    public boolean awaitFollowing(String actorId, Duration atMost) {
        return instance.awaitUntil(() -> following(actorId) == SubscriptionState.ACCEPTED, atMost);
    }

    /** The ids of those elsewhere who follow it. */
    public List<String> followers() {
        return home.people().followers(user.id());
    }

    /** Writes a note: to its followers, and to whom it mentions. */
    public Posted write(Note note) {
        return correspondence.write(user, note);
    }

    /** Answers a note, whose author gets the answer too. */
    public Posted reply(String noteId, Note note) {
        return correspondence.reply(user, noteId, note);
    }

    /** Deletes a note of its own, for whoever got it. */
    public Posted delete(String noteId) {
        return correspondence.delete(user, noteId);
    }

    /** Likes an object, as its author hears. */
    public Posted like(String objectId) {
        return correspondence.react(user, "Like", objectId);
    }

    /** Boosts an object, as its author and all followers hear. */
    public Posted boost(String objectId) {
        return correspondence.react(user, "Announce", objectId);
    }

    /** Takes back a Like or Announce, for whoever got it. */
    public Posted undo(Posted activity) {
        return correspondence.undo(user, activity);
    }

    /** The ids of those elsewhere who like a note of its own. */
    public List<String> likes(String noteId) {
        return home.people().reactions("Like", noteId);
    }

    /** The ids of those elsewhere who boosted a note of its own. */
    public List<String> boosts(String noteId) {
        return home.people().reactions("Announce", noteId);
    }

    /** The time at its server. */
    Instant now() {
        return home.now();
    }

    Home home() {
        return home;
    }

    @Override
    public String toString() {
        return handle() + " (" + home.profile().software() + ")";
    }
}
