package dev.linkspan.discovery;

import dev.linkspan.discovery.CollectionItems.End;
import dev.linkspan.discovery.Web.Answer;
import dev.linkspan.vocab.Collection;
import dev.linkspan.vocab.CollectionPage;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.LogText;
import dev.linkspan.vocab.Ref;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads one collection page by page. All pages must be of the collection's origin: otherwise whoever is linked to would speak
 * for the collection (attacks.md O-26). Used once.
 */
final class CollectionTraversal {

    private final Web web;
    private final CollectionLimits limits;
    private final List<CollectionItem> items = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private String collection = "";
    private OptionalLong totalItems = OptionalLong.empty();
    private int pages;

    CollectionTraversal(Web web, CollectionLimits limits) {
        this.web = web;
        this.limits = limits;
    }

    CollectionLookup read(String id) {
        collection = id;
        return switch (web.document(id)) {
            case Answer.None<Web.Document> none -> none.missing();
            case Answer.Got<Web.Document> got -> {
                String foundAt = got.value().foundAt().toString();
                if (!Origin.same(foundAt, id)) {
                    yield Missing.contradicted("the collection " + LogText.of(id) + " is found on another server, at "
                            + LogText.of(foundAt));
                }
                pages = 1;
                seen.add(id);
                Collection shown = Collection.of(got.value().document().json());
                totalItems = shown.totalItems();
                yield readAll(shown);
            }
        };
    }

    private CollectionItems readAll(Collection shown) {
        Optional<CollectionItems> full = take(shown);
        if (full.isPresent()) {
            return full.get();
        }
        // A page that is given as a collection has no first one, but may have a next one.
        Ref<?> next = shown.first();
        JsonObject json = shown.json();
        if (!next.isPresent()) {
            next = CollectionPage.of(json).next();
        }
        while (next.isPresent()) {
            switch (step(next)) {
                case Step.Page page -> {
                    full = take(page.view());
                    if (full.isPresent()) {
                        return full.get();
                    }
                    next = page.view().next();
                }
                case Step.Ended ended -> {
                    return end(ended.end(), ended.detail());
                }
            }
        }
        return end(End.COMPLETE, "all pages were read");
    }

    private sealed interface Step {
        record Page(CollectionPage view) implements Step {}

        record Ended(End end, String detail) implements Step {}
    }

    private Step step(Ref<?> next) {
        Optional<String> id = next.id();
        if (id.isPresent() && !Origin.same(id.get(), collection)) {
            return new Step.Ended(
                    End.FOREIGN_PAGE, "the next page, " + LogText.of(id.get()) + ", is on another server");
        }
        if (id.isPresent() && !seen.add(id.get())) {
            return new Step.Ended(End.LOOP, "the page " + LogText.of(id.get()) + " comes again");
        }
        Optional<? extends Entity> embedded = next.embedded();
        if (embedded.isPresent()) {
            // Within a document of the collection's own, which ends somewhere.
            return new Step.Page(CollectionPage.of(embedded.get().json()));
        }
        if (pages >= limits.pages()) {
            return new Step.Ended(End.PAGE_LIMIT, limits.pages() + " pages were read");
        }
        pages++;
        return fetched(id.orElse(""));
    }

    private Step fetched(String id) {
        return switch (web.document(id)) {
            case Answer.None<Web.Document> none ->
                new Step.Ended(
                        none.missing().reason() == Missing.Reason.BUDGET_SPENT ? End.BUDGET_SPENT : End.BROKEN_PAGE,
                        none.missing().detail());
            case Answer.Got<Web.Document> got ->
                Origin.same(got.value().foundAt().toString(), collection)
                        ? new Step.Page(CollectionPage.of(got.value().document().json()))
                        : new Step.Ended(End.FOREIGN_PAGE, "the page " + LogText.of(id) + " leads to another server");
        };
    }

    /** Takes the items of a page; what was read, if that are enough. */
    private Optional<CollectionItems> take(Collection page) {
        for (Ref<Entity> ref : page.members()) {
            if (items.size() >= limits.items()) {
                return Optional.of(end(End.ITEM_LIMIT, limits.items() + " items were read"));
            }
            Optional<Entity> object = ref.embedded()
                    .filter(shown -> Trust.ofEmbedded(shown, collection, Trust.FETCHED_FROM_ORIGIN)
                            .isTrusted());
            if (ref.id().isPresent() || object.isPresent()) {
                items.add(new CollectionItem(ref.id(), object));
            }
        }
        return Optional.empty();
    }

    private CollectionItems end(End end, String detail) {
        return new CollectionItems(collection, items, totalItems, end, detail);
    }
}
