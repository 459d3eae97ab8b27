package dev.linkspan.federation;

import dev.linkspan.store.Audience;
import dev.linkspan.store.DeadLetter;
import dev.linkspan.store.NewEntry;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What no listener could deal with, however often it came. Thread-safe; blocks until what it does is durable. */
public final class DeadLetterBox {

    private final Store store;
    private final InstantSource clock;

    DeadLetterBox(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The latest dead letters. */
    public List<DeadLetter> list(int limit) {
        return store.deadLetters().list(limit);
    }

    /**
     * Hands a dead letter to the listeners anew, with all its attempts; best once what made them fail is mended.
     *
     * @return whether there is one at this offset
     */
    public boolean retry(long offset) {
        Optional<DeadLetter> letter = store.deadLetters().find(offset);
        letter.ifPresent(dead -> {
            store.log().append(entry(dead));
            store.deadLetters().remove(offset);
        });
        return letter.isPresent();
    }

    /**
     * Throws a dead letter away.
     *
     * @return whether there was one at this offset
     */
    public boolean remove(long offset) {
        return store.deadLetters().remove(offset);
    }

    private NewEntry entry(DeadLetter dead) {
        String orderKey = JsonText.parse(dead.received()) instanceof JsonText.Result.Document document
                ? OrderKeys.of(
                        Activity.of(document.object()),
                        dead.activityId(),
                        Envelope.read(dead.note()).actor())
                : dead.activityId();
        return new NewEntry(
                // Twice under way, it is appended once.
                "retry " + dead.offset(),
                dead.activityId(),
                dead.type(),
                orderKey,
                new Audience.Application(dead.supplier(), dead.note()),
                Optional.of(dead.received()),
                Optional.empty(),
                Optional.empty(),
                clock.instant());
    }
}
