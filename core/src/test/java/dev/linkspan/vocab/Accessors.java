package dev.linkspan.vocab;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks a view for everything that it can tell. */
public final class Accessors {

    private static final Map<Class<?>, List<Method>> BY_KIND = new ConcurrentHashMap<>();

    private Accessors() {}

    /** All accessors of a kind of views: public, without arguments, its own and inherited ones. */
    public static List<Method> of(Class<? extends Entity> kind) {
        return BY_KIND.computeIfAbsent(kind, Accessors::find);
    }

    /**
     * Calls all accessors of a view, and those of what they return down to some levels.
     *
     * @return how many calls that were
     */
    public static int callAll(Entity view, int levels) {
        int calls = 0;
        for (Method accessor : of(view.getClass())) {
            Object answer = call(accessor, view);
            calls++;
            if (levels > 0 && !accessor.getName().equals("toBuilder")) {
                calls += within(answer, levels - 1);
            }
        }
        return calls;
    }

    /** What an accessor answers; an {@link AssertionError} that names it if it throws. */
    public static Object call(Method accessor, Entity view) {
        try {
            return Objects.requireNonNull(accessor.invoke(view), accessor::toString);
        } catch (InvocationTargetException | NullPointerException e) {
            throw new AssertionError(accessor + " of " + view.json(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int within(Object answer, int levels) {
        return switch (answer) {
            case Optional<?> optional ->
                optional.map(value -> within(value, levels)).orElse(0);
            case Iterable<?> several -> {
                int calls = 0;
                for (Object one : several) {
                    calls += within(Objects.requireNonNull(one), levels);
                }
                yield calls;
            }
            case Ref.Embedded<?> embedded -> callAll(embedded.object(), levels);
            case Ref.Link<?> link ->
                link.link().map(object -> callAll(object, levels)).orElse(0);
            case Entity entity -> callAll(entity, levels);
            default -> 0;
        };
    }

    private static List<Method> find(Class<?> kind) {
        return Arrays.stream(kind.getMethods())
                .filter(method -> method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
                .toList();
    }
}
