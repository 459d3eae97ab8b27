package dev.linkspan.federation;

import dev.linkspan.store.NewEntry;
import dev.linkspan.store.OutboxChange;
import dev.linkspan.store.Published;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Update;
import java.util.List;
import java.util.Optional;

/** Appends what our actors send, and changes what they show of it in the same act. Thread-safe. */
final class OutboxKeeper {

    private final Store store;
    private final OutboxRules rules;
    private final DocumentSigner signer;

    OutboxKeeper(Store store, OutboxRules rules, DocumentSigner signer) {
        this.store = store;
        this.rules = rules;
        this.signer = signer;
    }

    /** Appends an activity, unless it was sent before. */
    void append(String actor, Activity sent, List<NewEntry> entries) {
        List<OutboxChange> changes =
                sent instanceof Update update ? revision(actor, update) : rules.changes(actor, sent);
        if (changes.isEmpty()) {
            store.log().append(entries);
        } else {
            store.outboxes().append(entries, changes);
        }
    }

    /** What is shown of an object follows the object, until it is no longer for everybody. */
    private List<OutboxChange> revision(String actor, Update update) {
        Optional<Published> shown = update.objectId()
                .filter(object -> rules.keepsOutbox())
                .flatMap(object -> store.outboxes().find(actor, OutboxRules.CREATE, object));
        if (shown.isEmpty()) {
            return List.of();
        }
        Published item = shown.get();
        if (!OutboxRules.isForAll(update)) {
            return List.of(new OutboxChange.Withdraw(actor, item.objectId()));
        }
        if (update.object().embedded().isEmpty()
                || !(JsonText.parse(item.body()) instanceof JsonText.Result.Document document)) {
            return List.of();
        }
        Activity revised = OutboxRules.revised(Activity.of(document.object()), update);
        return List.of(new OutboxChange.Revise(
                actor,
                item.type(),
                item.objectId(),
                JsonText.write(signer.signed(revised, actor, true).json())));
    }
}
