package dev.linkspan.store;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Outboxes.Shelf;

/**
 * One item of a collection that an actor of ours shows.
 *
 * @param shelf in which collection
 * @param actor whose
 * @param activityId the id of the activity that put it there
 * @param type that activity's type
 * @param objectId the id of its object; the activity's own if it has none
 * @param body the activity, as it is shown; empty where only the object's id is
 */
public record Published(Shelf shelf, String actor, String activityId, String type, String objectId, Body body) {}
