package dev.linkspan.federation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an application shows beside its actors, and under which paths. Not thread-safe. */
final class ApplicationPaths {

    final List<String> problems = new ArrayList<>();
    final Map<UriTemplate, ObjectSource> objects = new LinkedHashMap<>();
    final Map<UriTemplate, CollectionSource> collections = new LinkedHashMap<>();
    final Map<ActorPart, CollectionSource> parts = new LinkedHashMap<>();

    void objects(String template, ObjectSource found) {
        template(template).ifPresent(path -> once(path, objects.put(path, found)));
    }

    void collection(String template, CollectionSource items) {
        template(template).ifPresent(path -> once(path, collections.put(path, items)));
    }

    boolean has(ActorPart part) {
        return parts.containsKey(part);
    }

    /** The collections that not every federation has, and this one does. */
    Set<ActorPart> optionalParts(OutboxRules kept) {
        Set<ActorPart> shown = EnumSet.noneOf(ActorPart.class);
        if (has(ActorPart.FEATURED)) {
            shown.add(ActorPart.FEATURED);
        }
        if (has(ActorPart.LIKED) || kept.keepsLiked()) {
            shown.add(ActorPart.LIKED);
        }
        return shown;
    }

    private void once(UriTemplate path, @Nullable Object before) {
        if (before != null) {
            problems.add("path: '" + path + "' is given twice");
        }
    }

    private Optional<UriTemplate> template(String template) {
        try {
            return Optional.of(UriTemplate.of(template));
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
