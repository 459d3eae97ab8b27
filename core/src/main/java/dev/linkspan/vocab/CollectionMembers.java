package dev.linkspan.vocab;

/** The members of a collection, by whichever name it lists them. */
public interface CollectionMembers extends Entity {

    /** Its members as far as it lists them itself: {@code orderedItems}, else {@code items}. Pages may hold more. */
    default Refs<Entity> members() {
        Refs<Entity> ordered = refs("orderedItems");
        return ordered.isEmpty() ? refs("items") : ordered;
    }
}
