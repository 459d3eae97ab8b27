package dev.linkspan.vocab;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a document together in the shapes that other servers accept: {@code to}, {@code cc}, {@code tag} and
 * {@code attachment} are always arrays, the public collection is always its full URI, and {@code @context} names what the
 * document uses. A method that sets a property replaces what was there; a new
 * text takes the place of an old one's language map, too. Whether ids are absolute and dates plausible, {@code problems()} of
 * the result tells. One thread at a time; {@code build} may be called
 * again.
 *
 * @param <B> the builder itself
 */
public abstract class EntityBuilder<B extends EntityBuilder<B>> {

    private static final String CONTEXT = "@context";

    // Years of four digits, for a date is written with no others.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    // What stands as it was at the start. A language map among it says what the old text said.
    private final Set<String> untouched = new HashSet<>();
    private final @Nullable JsonValue received;

    EntityBuilder(Optional<String> type) {
        this.received = null;
        type.ifPresent(name -> members.put("type", JsonValues.of(name)));
    }

    EntityBuilder(Node start) {
        this.received = start.isBuilt() ? null : start.context().orElse(null);
        members.putAll(start.json());
        members.remove(CONTEXT);
        untouched.addAll(members.keySet());
    }

    abstract B self();

    /** What has been put together so far. */
    public abstract Entity build();

    final Node node() {
        JsonObject document = WrittenContext.document(members, received);
        // What somebody else defines in it cannot be written anew from the vocabulary.
        return received == null && !members.containsKey(CONTEXT) ? Node.built(document) : Node.of(document);
    }

    /** Its id: an absolute IRI, by which others fetch it. */
    public B id(String id) {
        return putText("id", id);
    }

    /** Its types by their names; several are rare, and most servers look at the first only. */
    public B types(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("types: none (expected: at least one)");
        }
        return put("type", several(Arrays.stream(names).map(JsonValues::of).toList(), true));
    }

    /**
     * Any member by its name, known to the vocabulary or not, as it is to be written. A name from an extension that the
     * vocabulary does not know needs a definition: see {@link #define(String, String)}.
     */
    public B set(String name, JsonValue value) {
        if (name.equals(CONTEXT)) {
            return define(value);
        }
        return put(name, value);
    }

    /** Any member that is a text. */
    public B set(String name, String text) {
        return set(name, JsonValues.of(given(name, text)));
    }

    /** Takes a member out, its language map with it. */
    public B remove(String name) {
        members.remove(name);
        Vocabulary.property(name).flatMap(PropertyTerm::languageMap).ifPresent(members::remove);
        return self();
    }

    /** Defines a name that the vocabulary does not know, in {@code @context}. */
    public B define(String name, String iri) {
        return define(JsonText.object().add(name, iri).build());
    }

    /**
     * Adds a context for what the vocabulary does not know: the address of one, or an object of definitions. It comes after
     * those that the document needs anyway.
     */
    public B define(JsonValue context) {
        JsonArrayBuilder all = JsonText.array();
        Node.items(members.get(CONTEXT)).forEach(all::add);
        Node.items(context).forEach(all::add);
        members.put(CONTEXT, all.build());
        return self();
    }

    final B put(String name, JsonValue value) {
        members.put(name, given(name, value));
        untouched.remove(name);
        return self();
    }

    final B putText(String name, String text) {
        return put(name, JsonValues.of(given(name, text)));
    }

    final B putLanguageText(String name, String map, String text) {
        if (untouched.contains(map)) {
            members.remove(map);
        }
        return putText(name, text);
    }

    final B putTexts(String name, boolean single, String... texts) {
        return put(name, several(Arrays.stream(texts).map(JsonValues::of).toList(), single));
    }

    final B putIri(String name, String iri) {
        return put(name, JsonValues.of(Public.spelled(given(name, iri))));
    }

    final B putIris(String name, boolean single, String... iris) {
        return put(name, several(Arrays.stream(iris).map(EntityBuilder::iri).toList(), single));
    }

    final B putBool(String name, boolean value) {
        return put(name, value ? JsonValue.TRUE : JsonValue.FALSE);
    }

    final B putInteger(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: not negative)");
        }
        return put(name, JsonValues.of(value));
    }

    final B putNumber(String name, double value) {
        return put(name, JsonValues.of(value));
    }

    final B putNumbers(String name, double... values) {
        JsonArrayBuilder array = JsonText.array();
        Arrays.stream(values).forEach(array::add);
        return put(name, array.build());
    }

    // Seconds are what most servers keep, and some refuse more than three digits behind them.
    final B putDateTime(String name, Instant time) {
        if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            throw new IllegalArgumentException(name + ": " + time + " (expected: in the years 1 to 9999)");
        }
        return putText(name, time.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    // XML Schema has the sign in front of all, Java at each part.
    final B putDuration(String name, Duration duration) {
        return putText(name, duration.isNegative() ? "-" + duration.negated() : duration.toString());
    }

    final B putMap(String name, LanguageMap map) {
        JsonObjectBuilder object = JsonText.object();
        map.texts().forEach(object::add);
        return put(name, object.build());
    }

    final B putEntity(String name, Entity entity) {
        return put(name, embedded(entity));
    }

    final B putEntities(String name, boolean single, Entity... entities) {
        return put(
                name,
                several(Arrays.stream(entities).map(EntityBuilder::embedded).toList(), single));
    }

    final B putRef(String name, Ref<?> ref) {
        Optional<JsonValue> value = written(ref);
        return value.isPresent() ? put(name, value.get()) : remove(name);
    }

    final B putRefs(String name, boolean single, Iterable<? extends Ref<?>> refs) {
        List<JsonValue> values = new ArrayList<>();
        refs.forEach(ref -> written(ref).ifPresent(values::add));
        return put(name, several(values, single));
    }

    final B add(String name, boolean single, JsonValue value) {
        List<JsonValue> values = new ArrayList<>(Node.items(members.get(name)));
        values.add(value);
        return put(name, several(values, single));
    }

    private static <T> T given(String name, T value) {
        return Objects.requireNonNull(value, () -> name + ": null (expected: a value; remove takes a member out)");
    }

    static JsonString iri(String iri) {
        return JsonValues.of(Public.spelled(iri));
    }

    /** An entity as a member of another document: without a context where ours says it all, with its own elsewhere. */
    static JsonObject embedded(Entity entity) {
        Node node = entity.node();
        JsonObject json = node.json();
        if (node.isBuilt() && json.containsKey(CONTEXT)) {
            return JsonText.object(json).remove(CONTEXT).build();
        }
        Optional<JsonValue> context = node.context();
        return node.isBuilt() || context.isEmpty()
                ? json
                : JsonText.object(json).add(CONTEXT, context.get()).build();
    }

    private static Optional<JsonValue> written(Ref<?> ref) {
        return switch (ref) {
            case Ref.Link<?> link ->
                Optional.of(link.link().<JsonValue>map(EntityBuilder::embedded).orElseGet(() -> iri(link.target())));
            case Ref.Embedded<?> embedded -> Optional.of(embedded(embedded.object()));
            case Ref.Absent<?> absent -> Optional.empty();
        };
    }

    private static JsonValue several(List<? extends JsonValue> values, boolean single) {
        if (single && values.size() == 1) {
            return Objects.requireNonNull(values.getFirst());
        }
        JsonArrayBuilder array = JsonText.array();
        values.forEach(array::add);
        return array.build();
    }
}
