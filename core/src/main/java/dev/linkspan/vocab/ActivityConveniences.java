package dev.linkspan.vocab;

import java.util.Optional;

/** What activities are asked most. */
public interface ActivityConveniences extends Entity {

    /** The id of who did it. */
    default Optional<String> actorId() {
        return node().ref("actor", ViewTypes.ACTOR).id();
    }

    /** The id of what it was done to; of the first of several. */
    default Optional<String> objectId() {
        return node().ref("object", ViewType.ENTITY).id();
    }
}
