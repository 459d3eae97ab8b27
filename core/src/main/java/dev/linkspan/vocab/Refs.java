package dev.linkspan.vocab;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a property names other objects, in the order of the document. Immutable.
 *
 * @param all the single ones; none of them is absent
 * @param <T> what kind of objects belong there
 */
public record Refs<T extends Entity>(List<Ref<T>> all) implements Iterable<Ref<T>> {

    /** Copies the list. */
    public Refs {
        all = List.copyOf(all);
    }

    /** These objects, embedded. */
    public static <T extends Entity> Refs<T> of(Iterable<? extends T> objects) {
        List<Ref<T>> refs = new ArrayList<>();
        objects.forEach(object -> refs.add(new Ref.Embedded<>(object)));
        return new Refs<>(refs);
    }

    /** The objects of these ids. */
    public static <T extends Entity> Refs<T> ofIds(Iterable<String> ids) {
        List<Ref<T>> refs = new ArrayList<>();
        ids.forEach(id -> refs.add(new Ref.Link<>(id)));
        return new Refs<>(refs);
    }

    /** The first; absent if there is none. */
    public Ref<T> first() {
        return all.isEmpty() ? new Ref.Absent<>() : all.getFirst();
    }

    /** The id of the first. */
    public Optional<String> id() {
        return first().id();
    }

    /** The ids of those that have one. */
    public List<String> ids() {
        List<String> ids = new ArrayList<>(all.size());
        for (Ref<T> ref : all) {
            ref.id().ifPresent(ids::add);
        }
        return ids;
    }

    /** Those that are embedded. */
    public List<T> embedded() {
        List<T> objects = new ArrayList<>(all.size());
        for (Ref<T> ref : all) {
            ref.embedded().ifPresent(objects::add);
        }
        return objects;
    }

    /** Those that are embedded and of this kind, by any of their types. */
    public <S extends Entity> List<S> embedded(Class<S> kind) {
        List<S> objects = new ArrayList<>(all.size());
        for (Ref<T> ref : all) {
            ref.embedded().flatMap(object -> object.as(kind)).ifPresent(objects::add);
        }
        return objects;
    }

    /** How many. */
    public int size() {
        return all.size();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** One after the other. */
    public Stream<Ref<T>> stream() {
        return all.stream();
    }

    @Override
    public Iterator<Ref<T>> iterator() {
        return all.iterator();
    }
}
