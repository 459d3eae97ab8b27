package dev.linkspan.vocab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.ReceivedDocument;
import jakarta.json.JsonObject;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every method of every builder writes, the accessor of its name reads again. */
class EveryBuilderTest {

    private static final String ID = "https://a.example/1";

    // These do not set a property of the vocabulary.
    private static final Set<String> OF_ALL = Set.of("id", "types", "set", "remove", "define");

    private final DocumentReader reader = new DocumentReader();

    static Stream<String> types() {
        return ViewTypes.BY_NAME.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("types")
    void what_is_set_is_read_again(String name) throws ReflectiveOperationException {
        ViewType<?> type = Objects.requireNonNull(ViewTypes.BY_NAME.get(name));
        int set = 0;
        for (Method setter : setters(type)) {
            EntityBuilder<?> builder = builder(type);
            setter.invoke(builder, sample(setter.getParameterTypes()[0]));
            Entity built = builder.build();

            assertThat(type.kind()).isAssignableFrom(built.getClass());
            assertThat(isPresent(accessor(built, setter).invoke(built)))
                    .as("%s: %s", setter, built.json())
                    .isTrue();
            assertThat(built.problems()).as("%s: %s", setter, built.json()).allMatch(EveryBuilderTest::isExpected);
            set++;
        }
        assertThat(set).isPositive();
    }

    @ParameterizedTest
    @MethodSource("types")
    void what_is_set_altogether_reads_directly_and_unchanged(String name) throws ReflectiveOperationException {
        ViewType<?> type = Objects.requireNonNull(ViewTypes.BY_NAME.get(name));
        EntityBuilder<?> builder = builder(type).id(ID);
        for (Method setter : setters(type)) {
            setter.invoke(builder, sample(setter.getParameterTypes()[0]));
        }
        Entity built = builder.build();

        var reading = reader.read(JsonText.write(built.json()));
        assertThat(reading).isInstanceOf(ReceivedDocument.class);
        ReceivedDocument document = (ReceivedDocument) reading;
        assertThat(document.path()).isEqualTo(ReceivedDocument.Path.DIRECT);
        assertThat(document.contextProblems()).isEmpty();
        assertThat(document.json()).isEqualTo(built.json());
        assertThat(built.toBuilder().build().json()).isEqualTo(built.json());
    }

    @Test
    void there_is_a_setter_for_every_property() throws ReflectiveOperationException {
        Set<String> written = new TreeSet<>();
        for (ViewType<?> type : ViewTypes.BY_NAME.values()) {
            for (Method setter : setters(type)) {
                EntityBuilder<?> builder = builder(type);
                setter.invoke(builder, sample(setter.getParameterTypes()[0]));
                written.addAll(builder.build().json().keySet());
            }
        }

        assertThat(written)
                .containsAll(
                        Vocabulary.properties().stream().map(PropertyTerm::name).toList());
    }

    private static EntityBuilder<?> builder(ViewType<?> type) throws ReflectiveOperationException {
        return (EntityBuilder<?>)
                Objects.requireNonNull(type.kind().getMethod("builder").invoke(null));
    }

    private static List<Method> setters(ViewType<?> type) throws ReflectiveOperationException {
        return Arrays.stream(builder(type).getClass().getMethods())
                .filter(method -> method.getParameterCount() == 1
                        && !method.isBridge()
                        && !Modifier.isStatic(method.getModifiers())
                        && EntityBuilder.class.isAssignableFrom(method.getReturnType())
                        && !OF_ALL.contains(method.getName()))
                .toList();
    }

    private static Object sample(Class<?> kind) {
        if (kind.isArray()) {
            Object array = Array.newInstance(kind.getComponentType(), 1);
            Array.set(array, 0, sample(kind.getComponentType()));
            return array;
        }
        if (kind == Entity.class) {
            return Note.builder().content("x").build();
        }
        if (Entity.class.isAssignableFrom(kind)) {
            return entity(kind);
        }
        if (kind == Ref.class) {
            return new Ref.Link<>(ID);
        }
        if (kind == Iterable.class) {
            return List.of(new Ref.Link<>(ID));
        }
        return switch (kind.getSimpleName()) {
            case "String" -> ID;
            case "boolean" -> true;
            case "long" -> 5L;
            case "double" -> 0.5;
            case "Instant" -> Instant.parse("2026-01-02T03:04:05Z");
            case "Duration" -> Duration.ofMinutes(90);
            case "LanguageMap" -> LanguageMap.of("en", "x");
            case "JsonValue" -> JsonValues.of("2026-01-02T03:04:05Z");
            default -> throw new AssertionError(kind);
        };
    }

    private static Object entity(Class<?> kind) {
        ViewType<?> type = ViewTypes.BY_NAME.values().stream()
                .filter(known -> known.kind() == (kind == Actor.class ? Person.class : kind))
                .findFirst()
                .orElseThrow();
        JsonObject json = JsonText.object()
                .add("id", ID)
                .add("type", type.name())
                .add("href", ID)
                .build();
        return type.plain().apply(Node.of(json));
    }

    /** The accessor of all values, or of the one. */
    private static Method accessor(Entity built, Method setter) {
        String name = setter.getName();
        String property = name.startsWith("add") && name.length() > 3 && Character.isUpperCase(name.charAt(3))
                ? name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4)
                : name;
        return Accessors.of(built.getClass()).stream()
                .filter(method -> method.getName().equals(property))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no accessor for " + setter));
    }

    // What has no type in JSON, and the setter of items, which an ordered collection inherits.
    private static boolean isExpected(Problem problem) {
        return problem.kind() == Problem.Kind.TYPE || problem.pointer().equals("/items");
    }

    private static boolean isPresent(Object answer) {
        return switch (answer) {
            case Optional<?> optional -> optional.isPresent();
            case OptionalLong number -> number.isPresent();
            case OptionalDouble number -> number.isPresent();
            case java.util.Collection<?> several -> !several.isEmpty();
            case Refs<?> refs -> !refs.isEmpty();
            case Ref<?> ref -> ref.isPresent();
            case LanguageMap map -> !map.isEmpty();
            default -> throw new AssertionError(answer);
        };
    }
}
