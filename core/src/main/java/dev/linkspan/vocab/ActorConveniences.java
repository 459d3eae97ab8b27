package dev.linkspan.vocab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What takes more than one property to tell of an actor. */
public interface ActorConveniences extends Entity {

    /** The inbox it shares with others of its server; many actors have none. */
    default Optional<String> sharedInbox() {
        return node().ref("endpoints", ViewTypes.ENDPOINTS).embedded().flatMap(Endpoints::sharedInbox);
    }

    /** Whether it stands for a server or a program rather than for a person. */
    default boolean isInstance() {
        return is("Application") || is("Service");
    }

    /** The keys it lists, embedded or by id: {@code publicKey} and {@code assertionMethod}. */
    default List<Ref<Entity>> keys() {
        List<Ref<Entity>> keys = new ArrayList<>(refs("publicKey").all());
        keys.addAll(refs("assertionMethod").all());
        return keys;
    }
}
