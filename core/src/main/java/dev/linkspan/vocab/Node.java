package dev.linkspan.vocab;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a document, with the {@code @context} that it stands in. All views read through this. Immutable,
 * thread-safe; equal to a node with equal JSON.
 */
public final class Node {

    private static final String CONTEXT = "@context";
    private static final String NAMESPACE = AsObject.NAMESPACE;

    private final JsonObject json;

    // The context of the document around this node: without it, the node's own JSON does not say what its names mean.
    private final @Nullable JsonValue inherited;

    // Whether our own builder wrote the context, so that whoever embeds the node writes it anew.
    private final boolean built;

    private Node(JsonObject json, @Nullable JsonValue inherited, boolean built) {
        this.json = json;
        this.inherited = inherited;
        this.built = built;
    }

    /** The root of a document. */
    public static Node of(JsonObject json) {
        return new Node(json, null, false);
    }

    static Node built(JsonObject json) {
        return new Node(json, null, true);
    }

    boolean isBuilt() {
        return built;
    }

    /** The JSON. */
    public JsonObject json() {
        return json;
    }

    /** The {@code @context} in force here: that of the nodes around it, and then its own. */
    public Optional<JsonValue> context() {
        return Optional.ofNullable(inForce());
    }

    private @Nullable JsonValue inForce() {
        JsonValue own = json.get(CONTEXT);
        if (own == null || inherited == null) {
            return own == null ? inherited : own;
        }
        JsonArrayBuilder both = JsonText.array();
        entries(inherited).forEach(both::add);
        entries(own).forEach(both::add);
        return both.build();
    }

    // A null is an entry here: it takes back all that was defined before.
    private static List<JsonValue> entries(JsonValue context) {
        return context instanceof JsonArray array ? array : List.of(context);
    }

    Node child(JsonObject object) {
        return new Node(object, inForce(), built && !object.containsKey(CONTEXT));
    }

    Optional<String> id() {
        return json.get("id") instanceof JsonString id && !id.getString().isBlank()
                ? Optional.of(id.getString())
                : Optional.empty();
    }

    List<String> types() {
        JsonValue value = json.get("type");
        if (value instanceof JsonString name) {
            return List.of(shortName(name.getString()));
        }
        List<String> types = new ArrayList<>();
        for (JsonValue item : items(value)) {
            if (item instanceof JsonString name) {
                types.add(shortName(name.getString()));
            }
        }
        return types;
    }

    <T extends Entity> Ref<T> ref(String property, ViewType<T> type) {
        JsonValue value = json.get(property);
        if (value instanceof JsonArray array) {
            for (JsonValue item : array) {
                Ref<T> ref = ref(item, type);
                if (ref.isPresent()) {
                    return ref;
                }
            }
            return new Ref.Absent<>();
        }
        return value == null ? new Ref.Absent<>() : ref(value, type);
    }

    <T extends Entity> Refs<T> refs(String property, ViewType<T> type) {
        List<Ref<T>> refs = new ArrayList<>();
        for (JsonValue item : items(json.get(property))) {
            Ref<T> ref = ref(item, type);
            if (ref.isPresent()) {
                refs.add(ref);
            }
        }
        return new Refs<>(refs);
    }

    private <T extends Entity> Ref<T> ref(JsonValue value, ViewType<T> type) {
        if (value instanceof JsonString link) {
            String target = link.getString().strip();
            return target.isEmpty() ? new Ref.Absent<>() : new Ref.Link<>(Public.spelled(target));
        }
        if (!(value instanceof JsonObject object) || object.isEmpty()) {
            return new Ref.Absent<>();
        }
        Node child = child(object);
        if (!type.takesLinks() && child.isLink()) {
            Link link = ViewTypes.LINK.of(child);
            return link.href()
                    .<Ref<T>>map(href -> new Ref.Link<>(href, Optional.of(link)))
                    .orElseGet(Ref.Absent::new);
        }
        if (object.size() == 1 && child.id().isPresent()) {
            return new Ref.Link<>(Public.spelled(child.id().get()));
        }
        return new Ref.Embedded<>(type.of(child));
    }

    private boolean isLink() {
        for (String name : types()) {
            ViewType<?> type = ViewTypes.BY_NAME.get(name);
            if (type != null) {
                return Link.class.isAssignableFrom(type.kind());
            }
        }
        return false;
    }

    Optional<String> text(String property) {
        return first(property, Values::text);
    }

    List<String> texts(String property) {
        return all(property, Values::text);
    }

    Optional<String> languageText(String property, String map) {
        Optional<String> plain = first(property, Values::text);
        return plain.isPresent() ? plain : languageMap(map).first();
    }

    LanguageMap languageMap(String map) {
        return Values.languageMap(json.get(map));
    }

    Optional<String> iri(String property) {
        return first(property, Values::iri);
    }

    List<String> iris(String property) {
        return all(property, Values::iri);
    }

    Optional<Boolean> bool(String property) {
        return first(property, Values::bool);
    }

    OptionalLong integer(String property) {
        return first(property, Values::integer).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    OptionalDouble number(String property) {
        return first(property, Values::number).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    List<Double> numbers(String property) {
        return all(property, Values::number);
    }

    Optional<Instant> dateTime(String property) {
        return first(property, Values::dateTime);
    }

    Optional<Duration> duration(String property) {
        return first(property, Values::duration);
    }

    Optional<String> typeName(String property) {
        return text(property).map(Node::shortName);
    }

    List<String> typeNames(String property) {
        return texts(property).stream().map(Node::shortName).toList();
    }

    Optional<JsonValue> json(String property) {
        JsonValue value = json.get(property);
        return value == null || value == JsonValue.NULL ? Optional.empty() : Optional.of(value);
    }

    List<JsonValue> jsons(String property) {
        return List.copyOf(items(json.get(property)));
    }

    private <T> Optional<T> first(String property, Function<JsonValue, Optional<T>> reading) {
        JsonValue value = json.get(property);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonArray array) {
            for (JsonValue item : array) {
                Optional<T> found = reading.apply(item);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        return reading.apply(value);
    }

    private <T> List<T> all(String property, Function<JsonValue, Optional<T>> reading) {
        List<T> found = new ArrayList<>();
        for (JsonValue item : items(json.get(property))) {
            reading.apply(item).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    static List<JsonValue> items(@Nullable JsonValue value) {
        if (value == null || value == JsonValue.NULL) {
            return List.of();
        }
        if (value instanceof JsonArray array) {
            return array;
        }
        // A list as JSON-LD writes it out in full.
        return value instanceof JsonObject object && object.size() == 1 && object.get("@list") instanceof JsonArray list
                ? list
                : List.of(value);
    }

    static String shortName(String type) {
        if (type.startsWith(NAMESPACE)) {
            return type.substring(NAMESPACE.length());
        }
        return type.startsWith("as:") ? type.substring(3) : type;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Node node && json.equals(node.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** The JSON. */
    @Override
    public String toString() {
        return json.toString();
    }
}
