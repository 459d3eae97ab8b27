package dev.linkspan.federation;

import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Delete;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Undo;
import dev.linkspan.vocab.Update;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/*
 * Each of these was a bug report somewhere. None of them hurts anybody else, which is why there is one shape for all.
 *
 * arrays: Pixelfed reads no single attachment (pixelfed#6588), some no single addressee
 * the full URI: as:Public is unknown to many who do not read JSON-LD
 * ids of authors: Threads refuses an embedded actor (fedify#125), NodeBB an embedded author (NodeBB#13224)
 * author and addressees of the object: Misskey and GoToSocial go by the object's, not by the activity's
 * texts: Misskey and Pleroma read no language maps
 * Tombstone: Pixelfed takes a bare id in a Delete for that of an account
 * Undo: Threads answers 500 and Lemmy 400 unless it holds what it undoes
 */
/** Writes an activity as all servers read it. Pure. */
final class CompatibleShape {

    private static final List<String> ARRAYS = List.of("to", "cc", "tag", "attachment");
    private static final List<String> ADDRESSEES = List.of("to", "cc", "audience");
    private static final List<String> AUTHORS = List.of("actor", "attributedTo");
    private static final List<String> TEXTS = List.of("content", "name", "summary");

    private CompatibleShape() {}

    static Activity shaped(Activity activity, Function<String, Optional<Activity>> sent) {
        JsonObject document = mended(activity.json());
        return Activity.of(
                switch (activity) {
                    case Create create -> withObject(document, object -> made(object, create));
                    case Update update -> withObject(document, object -> made(object, update));
                    case Delete delete -> withObject(document, object -> deleted(object, delete));
                    case Undo undo -> withObject(document, object -> undone(object, undo, sent));
                    case Activity other -> document;
                });
    }

    /** One object; of several none is touched. */
    private static JsonObject withObject(JsonObject document, UnaryOperator<JsonValue> change) {
        JsonValue object = document.get("object");
        return object instanceof JsonObject || object instanceof JsonString
                ? JsonText.object(document).add("object", change.apply(object)).build()
                : document;
    }

    private static JsonObject mended(JsonObject document) {
        JsonObjectBuilder mended = JsonText.object(document);
        document.forEach((name, value) -> mended.add(name, member(name, value)));
        for (String text : TEXTS) {
            if (!document.containsKey(text) && document.get(text + "Map") instanceof JsonObject map) {
                map.values().stream()
                        .filter(value -> value instanceof JsonString)
                        .findFirst()
                        .ifPresent(value -> mended.add(text, value));
            }
        }
        return mended.build();
    }

    private static JsonValue member(String name, JsonValue value) {
        JsonValue mended = value;
        if (ADDRESSEES.contains(name)) {
            mended = each(mended, CompatibleShape::fullUri);
        }
        if (AUTHORS.contains(name)) {
            mended = each(mended, CompatibleShape::idOf);
        }
        boolean single = ARRAYS.contains(name) && !(mended instanceof JsonArray) && mended != JsonValue.NULL;
        return single ? JsonText.array().add(mended).build() : mended;
    }

    private static JsonValue each(JsonValue value, UnaryOperator<JsonValue> change) {
        if (!(value instanceof JsonArray array)) {
            return change.apply(value);
        }
        JsonArrayBuilder all = JsonText.array();
        array.forEach(item -> all.add(change.apply(item)));
        return all.build();
    }

    private static JsonValue fullUri(JsonValue value) {
        return value instanceof JsonString text && Public.is(text.getString()) ? JsonText.text(Public.URI) : value;
    }

    private static JsonValue idOf(JsonValue value) {
        return value instanceof JsonObject object && object.get("id") instanceof JsonString id ? id : value;
    }

    /** What its author signed by itself stays as it is. */
    private static JsonValue made(JsonValue value, Activity activity) {
        boolean isActor =
                activity.object().embedded().filter(o -> o instanceof Actor).isPresent();
        if (!(value instanceof JsonObject object) || object.containsKey("proof") || object.containsKey("signature")) {
            return value;
        }
        JsonObjectBuilder made = JsonText.object(mended(object));
        if (!isActor && !object.containsKey("attributedTo") && !object.containsKey("actor")) {
            activity.actorId().ifPresent(actor -> made.add("attributedTo", actor));
        }
        if (!isActor && ADDRESSEES.stream().noneMatch(object::containsKey)) {
            mended(activity.json()).forEach((name, addressees) -> {
                if (ADDRESSEES.contains(name)) {
                    made.add(name, addressees);
                }
            });
        }
        return made.build();
    }

    /** An account by its id, all else as what is left of it: nobody sends once more what is to be gone. */
    private static JsonValue deleted(JsonValue value, Delete delete) {
        Optional<String> id = delete.objectId();
        boolean isTombstone =
                delete.object().embedded().filter(o -> o.is("Tombstone")).isPresent();
        if (id.isEmpty() || isTombstone) {
            return value;
        }
        return id.equals(delete.actorId())
                ? JsonText.text(id.get())
                : JsonText.object().add("id", id.get()).add("type", "Tombstone").build();
    }

    private static JsonValue undone(JsonValue value, Undo undo, Function<String, Optional<Activity>> sent) {
        if (value instanceof JsonObject object) {
            return JsonText.object(object).remove("proof").remove("signature").build();
        }
        return undo.objectId()
                .flatMap(sent)
                .filter(activity -> mayBeShown(activity, undo))
                .<JsonValue>map(CompatibleShape::essence)
                .orElse(value);
    }

    /** To those who get the Undo. */
    private static boolean mayBeShown(Activity undone, Undo undo) {
        Set<String> readers = addressees(undo);
        return OutboxRules.isForAll(undone)
                || (!readers.isEmpty() && addressees(undone).containsAll(readers));
    }

    private static Set<String> addressees(Entity entity) {
        Set<String> all = new LinkedHashSet<>();
        ADDRESSEES.forEach(name -> all.addAll(entity.ids(name)));
        return all;
    }

    private static JsonObject essence(Activity activity) {
        JsonObjectBuilder essence = JsonText.object();
        activity.id().ifPresent(id -> essence.add("id", id));
        essence.add("type", activity.typeName());
        activity.actorId().ifPresent(actor -> essence.add("actor", actor));
        activity.objectId().ifPresent(object -> essence.add("object", object));
        return essence.build();
    }
}
