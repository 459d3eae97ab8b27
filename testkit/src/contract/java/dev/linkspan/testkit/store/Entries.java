package dev.linkspan.testkit.store;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Audience.Application;
import dev.linkspan.store.Audience.Form;
import dev.linkspan.store.Audience.Named;
import dev.linkspan.store.Audience.OneLane;
import dev.linkspan.store.Audience.Subscribers;
import dev.linkspan.store.FollowRelation;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.store.LaneProgress;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OwnActivity;
import dev.linkspan.store.Style;
import dev.linkspan.store.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the store's tests append and subscribe. */
public final class Entries {

    public static final Instant NOW = Instant.parse("2026-11-21T09:00:00.123Z");

    private Entries() {}

    /** A forwarded activity. */
    public static NewEntry received(String key) {
        return received(key, NOW);
    }

    public static NewEntry received(String key, Instant at) {
        return new NewEntry(
                key,
                key,
                "Create",
                key,
                new Subscribers(Form.RECEIVED, Form.NONE, Set.of("origin.example")),
                Optional.of(Body.of("{\"id\":\"" + key + "\"}")),
                Optional.empty(),
                Optional.empty(),
                at);
    }

    /** An activity that subscribers in actor style get announced. */
    public static NewEntry announced(String objectId, OwnActivity announce) {
        return new NewEntry(
                objectId,
                objectId + "/activity",
                "Create",
                objectId,
                new Subscribers(Form.RECEIVED, Form.OWN, Set.of("origin.example", "supplier.example")),
                Optional.of(Body.of("{\"type\":\"Create\"}")),
                Optional.of(announce),
                Optional.empty(),
                NOW);
    }

    /** A Delete that takes an Announce back. */
    public static NewEntry undone(String key, OwnActivity undo) {
        return new NewEntry(
                key,
                key,
                "Delete",
                key,
                new Subscribers(Form.OWN, Form.OWN, Set.of()),
                Optional.empty(),
                Optional.of(undo),
                Optional.of(undo.objectId()),
                NOW);
    }

    /** A control message. */
    public static NewEntry control(String lane, String id) {
        return new NewEntry(
                id,
                id,
                "Accept",
                id,
                new OneLane(lane, "https://" + lane + "/inbox"),
                Optional.empty(),
                Optional.of(own(id, "Accept", "https://" + lane + "/follow")),
                Optional.empty(),
                NOW);
    }

    /** What our actor sends to some hosts. */
    public static NewEntry sent(String id, String... lanes) {
        return sentAs("Create", id, lanes);
    }

    public static NewEntry sentAs(String type, String id, String... lanes) {
        return sentUnder(id, type, id, lanes);
    }

    public static NewEntry sentUnder(String key, String type, String id, String... lanes) {
        Map<String, String> inboxes =
                Stream.of(lanes).collect(Collectors.toMap(lane -> lane, lane -> "https://" + lane + "/inbox"));
        return new NewEntry(
                key,
                id,
                type,
                id,
                new Named("https://app.example/users/u", inboxes),
                Optional.empty(),
                Optional.of(own(id, type, id + "/object")),
                Optional.empty(),
                NOW);
    }

    /** What came in for the application. */
    public static NewEntry forApplication(String id) {
        return forApplication(id, NOW);
    }

    public static NewEntry forApplication(String id, Instant at) {
        return new NewEntry(
                id,
                id,
                "Create",
                id,
                new Application("a.example:8443", "{\"by\":\"" + id + "\"}"),
                Optional.of(Body.of("{\"id\":\"" + id + "\"}")),
                Optional.empty(),
                Optional.empty(),
                at);
    }

    /** An accepted follower without shared inbox. */
    public static FollowRelation follower(String authority, String name) {
        return new FollowRelation(
                Direction.FOLLOWER,
                "https://app.example/users/u",
                "https://" + authority + "/" + name,
                authority,
                "https://" + authority + "/" + name + "/inbox",
                Optional.empty(),
                FollowRelation.State.ACCEPTED,
                "https://" + authority + "/follows/" + name,
                NOW);
    }

    public static OwnActivity own(String id, String type, String objectId) {
        return own(id, type, objectId, Optional.empty(), NOW);
    }

    public static OwnActivity own(String id, String type, String objectId, Optional<String> author, Instant madeAt) {
        return new OwnActivity(id, type, objectId, author, Body.of("{\"id\":\"" + id + "\"}"), madeAt);
    }

    /** An accepted subscription without shared inbox. */
    public static Subscription subscription(String authority, String name, Style style) {
        return new Subscription(
                "https://" + authority + "/" + name,
                style,
                authority,
                "https://" + authority + "/" + name + "/inbox",
                Optional.empty(),
                Subscription.State.ACCEPTED,
                "https://" + authority + "/follows/1",
                "https://www.w3.org/ns/activitystreams#Public",
                Subscription.FollowBack.NONE,
                Optional.empty(),
                NOW);
    }

    public static Subscription shared(Subscription s, String sharedInbox) {
        return new Subscription(
                s.actor(),
                s.style(),
                s.authority(),
                s.inbox(),
                Optional.of(sharedInbox),
                s.state(),
                s.followId(),
                s.followObject(),
                s.followBack(),
                s.followBackId(),
                s.since());
    }

    public static LaneProgress cursor(String authority, long cursor) {
        return LaneProgress.startingAfter(authority, cursor);
    }

    public static List<Long> offsets(List<LogEntry> entries) {
        return entries.stream().map(LogEntry::offset).toList();
    }

    public static List<String> ids(List<LogEntry> entries) {
        return entries.stream().map(LogEntry::activityId).toList();
    }
}
