package dev.linkspan.federation;

import dev.linkspan.store.Outboxes;
import dev.linkspan.store.Outboxes.Shelf;
import dev.linkspan.store.Published;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Ref;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** A collection of what an actor published or liked, as the store keeps it. */
final class KeptCollection implements CollectionSource {

    /** Whole activities stand on it. */
    private static final int PAGE = 20;

    private final Outboxes outboxes;
    private final Shelf shelf;
    private final FederationAddresses addresses;
    private final BiPredicate<Activity, Requester> stillThere;

    /**
     * The collection.
     *
     * @param stillThere whether what an activity made is still there for whoever asks
     */
    KeptCollection(
            Outboxes outboxes,
            Shelf shelf,
            FederationAddresses addresses,
            BiPredicate<Activity, Requester> stillThere) {
        this.outboxes = outboxes;
        this.shelf = shelf;
        this.addresses = addresses;
        this.stillThere = stillThere;
    }

    @Override
    public Optional<Page> page(Map<String, String> values, Optional<String> cursor, Requester requester) {
        Outboxes.Page found = outboxes.page(shelf, actor(values), cursor, PAGE);
        return Optional.of(new Page(
                found.items().stream().flatMap(item -> ref(item, requester)).toList(), found.next()));
    }

    private Stream<Ref<Entity>> ref(Published item, Requester requester) {
        return switch (shelf) {
            case LIKED -> Stream.of(new Ref.Link<>(item.objectId()));
            case OUTBOX -> {
                Optional<Activity> activity = JsonText.parse(item.body()) instanceof JsonText.Result.Document document
                        ? Optional.of(Activity.of(document.object()))
                        : Optional.empty();
                yield activity.stream()
                        .filter(shown -> stillThere.test(shown, requester))
                        .map(Ref.Embedded::new);
            }
        };
    }

    @Override
    public boolean isThere(Map<String, String> values, Requester requester) {
        return true; // every actor has one
    }

    @Override
    public OptionalLong count(Map<String, String> values) {
        return OptionalLong.of(outboxes.count(shelf, actor(values)));
    }

    private String actor(Map<String, String> values) {
        return addresses.actor(values.getOrDefault(FederationAddresses.HANDLE, ""));
    }
}
