package dev.linkspan.fuzz;

import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Link;
import dev.linkspan.vocab.Node;
import dev.linkspan.vocab.Ref;
import dev.linkspan.vocab.Refs;
import jakarta.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** All that views answer to, found by reflection so that none is forgotten. */
final class Accessors {

    /** What tells of the JSON as it is written, not of what it says. */
    private static final Set<Class<?>> OF_THE_JSON = Set.of(Node.class, JsonObject.class);

    private static final Map<Class<?>, List<Method>> METHODS = new HashMap<>();

    private static final List<Method> KINDS = kinds();

    private Accessors() {}

    /** Calls all accessors. */
    static void askAll(Entity view) {
        methods(view.getClass()).forEach(method -> call(method, view));
    }

    /** Calls all accessors of some of the kinds of views, whatever the types say. */
    static void askAsKinds(Entity view, int from, int count) {
        for (int i = from; i < from + count; i++) {
            Method factory = KINDS.get(Math.floorMod(i, KINDS.size()));
            askAll((Entity) invoke(() -> factory.invoke(null, view), factory));
        }
    }

    /** What a view says, whatever the shapes in which its JSON says it; nested as deep as that. */
    static Map<String, Object> said(Entity view, int depth) {
        Map<String, Object> said = new TreeMap<>();
        for (Method method : methods(view.getClass())) {
            if (!OF_THE_JSON.contains(method.getReturnType())) {
                said.put(method.getName(), said(call(method, view), depth));
            }
        }
        return said;
    }

    private static Object said(Object value, int depth) {
        return switch (value) {
            case Optional<?> optional ->
                optional.<Object>map(one -> said(one, depth)).orElse("absent");
            case Refs<?> refs -> refs.stream().map(ref -> said(ref, depth)).toList();
            case Collection<?> several ->
                several.stream().map(one -> said(one, depth)).toList();
            case Ref.Link<?> link -> link.target();
            case Ref.Embedded<?> embedded -> said(embedded.object(), depth);
            case Ref.Absent<?> absent -> "absent";
            case Entity entity -> depth == 0 ? entity.types() : said(entity, depth - 1);
            default -> value.toString();
        };
    }

    private static synchronized List<Method> methods(Class<?> view) {
        return METHODS.computeIfAbsent(view, Accessors::accessors);
    }

    /** Public, without parameters, once for each name. Not the builder: it is a beginning, not an answer. */
    private static List<Method> accessors(Class<?> view) {
        Map<String, Method> accessors = new LinkedHashMap<>();
        for (Method method : view.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())
                    && method.getParameterCount() == 0
                    && method.getDeclaringClass() != Object.class
                    && !List.of("toBuilder", "hashCode", "toString", "problems").contains(method.getName())) {
                accessors.putIfAbsent(method.getName(), method);
            }
        }
        return List.copyOf(accessors.values());
    }

    /** What makes each kind of view of another: of all kinds that these two are or name, and so on. */
    private static List<Method> kinds() {
        Set<Class<?>> kinds = new LinkedHashSet<>();
        List<Class<?>> left = new ArrayList<>(List.of(AsObject.class, Link.class));
        while (!left.isEmpty()) {
            Class<?> kind = left.removeLast();
            if (kinds.add(kind)) {
                left.addAll(kind.isSealed() ? Arrays.asList(kind.getPermittedSubclasses()) : List.of());
                for (Method method : kind.getMethods()) {
                    named(method.getGenericReturnType()).ifPresent(left::add);
                }
            }
        }
        List<Method> factories = new ArrayList<>();
        for (Class<?> kind : kinds) {
            for (Method method : kind.getMethods()) {
                if (method.getName().equals("of")
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Entity.class})) {
                    factories.add(method);
                }
            }
        }
        factories.sort(Comparator.comparing(method -> method.getDeclaringClass().getName()));
        return factories;
    }

    private static Optional<Class<?>> named(Type type) {
        return type instanceof ParameterizedType generic
                        && generic.getActualTypeArguments()[0] instanceof Class<?> kind
                        && Entity.class.isAssignableFrom(kind)
                ? Optional.of(kind)
                : Optional.empty();
    }

    private static Object call(Method accessor, Entity view) {
        return invoke(() -> accessor.invoke(view), accessor);
    }

    private static Object invoke(Callable<Object> call, Method method) {
        try {
            return call.call();
        } catch (InvocationTargetException e) {
            throw new AssertionError(method + " throws", e.getCause());
        } catch (Exception e) {
            throw new AssertionError(method.toString(), e);
        }
    }
}
