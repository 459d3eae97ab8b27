package dev.linkspan.discovery;

import dev.linkspan.discovery.Web.Answer;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.LogText;
import java.util.Optional;

/**
 * Fetches objects. What is found counts only under the address that it was found at: a document of another id is asked for
 * there once more if that is on the same server, and else refused, whoever redirected whom (attacks.md O-03 to O-05).
 */
final class ObjectFetcher {

    private final Web web;
    private final Alternates alternates;

    ObjectFetcher(Web web) {
        this.web = web;
        this.alternates = new Alternates(web);
    }

    /** The object of exactly this id. */
    ObjectLookup fetch(String id) {
        return switch (locate(id, true)) {
            case FoundObject found ->
                Origin.sameAddress(found.id(), id)
                        ? found
                        : Missing.contradicted("at " + LogText.of(id) + " is " + LogText.of(found.id())
                                + ", which is not what was asked for");
            case Missing missing -> missing;
        };
    }

    /** The object at this address, which may be that of a page for people, too. */
    ObjectLookup find(String address) {
        ObjectLookup lookup = locate(address, true);
        if (!(lookup instanceof Missing missing) || missing.reason() != Missing.Reason.UNUSABLE_ANSWER) {
            return lookup;
        }
        return alternates.of(address).map(alternate -> locate(alternate, true)).orElse(missing);
    }

    private ObjectLookup locate(String address, boolean mayAskAgain) {
        return switch (web.document(address)) {
            case Answer.None<Web.Document> none -> none.missing();
            case Answer.Got<Web.Document> got -> located(address, got.value(), mayAskAgain);
        };
    }

    private ObjectLookup located(String address, Web.Document found, boolean mayAskAgain) {
        Entity view = found.document().view();
        Optional<String> id = view.id();
        if (id.isEmpty()) {
            return Missing.unusable(address, "the document has no id");
        }
        String foundAt = found.foundAt().toString();
        if (Origin.sameAddress(id.get(), foundAt)) {
            return new FoundObject(id.get(), found.document(), found.foundAt(), Trust.ofFetched(view, id.get()));
        }
        if (!Origin.same(id.get(), foundAt)) {
            return Missing.contradicted("the document at " + LogText.of(foundAt) + " claims to be "
                    + LogText.of(id.get()) + " of another server");
        }
        return mayAskAgain
                ? locate(id.get(), false)
                : Missing.contradicted("the document at " + LogText.of(foundAt) + " claims to be "
                        + LogText.of(id.get()) + ", but is not found there");
    }
}
