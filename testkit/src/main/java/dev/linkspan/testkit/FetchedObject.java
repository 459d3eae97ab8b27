package dev.linkspan.testkit;

import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Public;
import java.util.Optional;

/** An announced object as its origin shows it, after the checks that all servers make. */
final class FetchedObject {

    /** What fetching found. */
    sealed interface Result {
        /** A public object and its author. */
        record Shown(AsObject object, String author) implements Result {}

        /** None. */
        record Hidden(String words) implements Result {}
    }

    private FetchedObject() {}

    static Result fetch(Home home, String id) {
        return switch (home.remote().fetch(id)) {
            case Remote.Document.Missing missing -> new Result.Hidden(missing.words());
            case Remote.Document.Found found -> judge(id, AsObject.of(found.json()));
        };
    }

    private static Result judge(String id, AsObject object) {
        Optional<String> author = object.ref("attributedTo").id();
        if (!object.id().equals(Optional.of(id))) {
            return new Result.Hidden(
                    "the document at " + id + " says its id is " + object.id().orElse("(none)"));
        }
        if (author.isEmpty() || !Authority.same(author.get(), id)) {
            return new Result.Hidden("the object " + id + " and its author are not on one host");
        }
        if (!Public.isIn(object.ids("to")) && !Public.isIn(object.ids("cc"))) {
            return new Result.Hidden("the object " + id + " is not public");
        }
        return new Result.Shown(object, author.get());
    }
}
