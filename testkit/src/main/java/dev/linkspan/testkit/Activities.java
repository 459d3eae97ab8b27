package dev.linkspan.testkit;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.UUID;

/** Activities of people, with the ids and addressees that each software gives them. */
final class Activities {

    private Activities() {}

    /** An activity that is for one actor; its object is left to add. */
    static JsonObjectBuilder of(Home home, FakeUser by, String type, String receiver) {
        JsonObjectBuilder activity = JsonText.object()
                .add("@context", Contexts.note(home.profile(), home.base()))
                .add("id", newId(home, by, type))
                .add("type", type)
                .add("actor", by.id());
        return switch (home.profile()) {
            case MASTODON, MISSKEY -> activity; // which address no Follow, Like or answer to one
            case PLEROMA, GOTOSOCIAL, LEMMY, FRIENDICA, THREADS ->
                activity.add("to", JsonText.array().add(receiver));
        };
    }

    private static String newId(Home home, FakeUser by, String type) {
        long number = home.shelf().nextNumber();
        String kind = type.toLowerCase(Locale.ROOT);
        return switch (home.profile()) {
            case MASTODON -> by.id() + "#" + kind + "s/" + number; // a fragment: it cannot be fetched
            case MISSKEY -> home.base() + "/" + kind + "s/" + Long.toString(number, 36);
            case PLEROMA, FRIENDICA -> home.base() + "/activities/" + new UUID(number, number * 31);
            case GOTOSOCIAL ->
                by.id() + "/" + kind + "/" + Long.toString(number, 32).toUpperCase(Locale.ROOT);
            case LEMMY -> home.base() + "/activities/" + kind + "/" + new UUID(number, number * 31);
            case THREADS -> by.id() + "/" + kind + "/" + number + "/";
        };
    }
}
