package dev.linkspan.federation;

import dev.linkspan.vocab.Authority;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What a builder's settings lack or contradict: all of it at once, so that nobody mends one thing after the other. */
final class FederationChecks {

    private final FederationBuilder settings;
    private final List<String> problems;

    FederationChecks(FederationBuilder settings) {
        this.settings = settings;
        this.problems = new ArrayList<>(settings.paths.problems);
    }

    /**
     * What the settings make of addresses.
     *
     * @throws IllegalStateException with the full list of problems
     */
    FederationAddresses passed() {
        if (Objects.isNull(settings.store)) {
            problems.add("store is missing");
        }
        if (settings.source == null && settings.fixed.isEmpty()) {
            problems.add("actors are missing (expected: actors(source), or actor(handle, profile))");
        }
        settings.fixed.forEach(this::checkActor);
        if (Budget.open(settings.intake.bodyBytes()) <= settings.limits.maxBodyBytes()) {
            problems.add("intake of " + settings.intake.bodyBytes() + " bytes is too little for bodies of "
                    + settings.limits.maxBodyBytes() + " bytes (expected: at least four thirds of it)");
        }
        if (settings.outboxLimit < 0) {
            problems.add("outboxLimit: " + settings.outboxLimit + " (expected: 0, for none, or more)");
        }
        Optional<FederationAddresses> addresses = addresses();
        addresses.ifPresent(this::checkOverlaps);
        if (addresses.isEmpty() || !problems.isEmpty()) {
            throw new IllegalStateException("cannot start the federation: " + String.join("; ", problems));
        }
        return addresses.get();
    }

    private void checkActor(String handle, LocalActor actor) {
        boolean isOther = actor instanceof LocalActor.Present present
                && present.profile()
                        .preferredUsername()
                        .filter(name -> !name.equals(handle))
                        .isPresent();
        if (isOther || !isHandle(handle)) {
            problems.add("actor: '" + handle
                    + "' (expected: letters, digits and _ with single . or - between them, and no"
                    + " other preferredUsername)");
        }
    }

    /** What all servers take; Mastodon and its kin refuse others. Linear time. */
    private static boolean isHandle(String handle) {
        boolean afterLetter = false;
        for (int i = 0; i < handle.length(); i++) {
            char c = handle.charAt(i);
            boolean letter = c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
            if (!letter && (!afterLetter || (c != '.' && c != '-') || i == handle.length() - 1)) {
                return false;
            }
            afterLetter = letter;
        }
        return !handle.isEmpty();
    }

    private Optional<FederationAddresses> addresses() {
        Optional<UriTemplate> actors;
        try {
            actors = Optional.of(UriTemplate.of(settings.actorPath));
        } catch (IllegalArgumentException e) {
            problems.add("actorPath: " + e.getMessage());
            actors = Optional.empty();
        }
        actors.filter(path -> !path.variables().equals(List.of(FederationAddresses.HANDLE)))
                .ifPresent(path -> problems.add("actorPath: '" + path + "' (expected: {handle} as its only variable)"));
        Optional<String> canonical = canonicalOrigin();
        Optional<Authority> handles = settings.handleHost
                .map(host -> "https://" + host)
                .or(() -> canonical)
                .flatMap(Authority::of);
        if (handles.isEmpty() && settings.handleHost.isPresent()) {
            problems.add("handleHost: '" + settings.handleHost.get() + "' (expected: a host)");
        }
        return actors.isPresent() && canonical.isPresent() && handles.isPresent()
                ? Optional.of(new FederationAddresses(canonical.get(), handles.get(), actors.get()))
                : Optional.empty();
    }

    /** Lower case, no default port: others compare ids letter for letter. */
    private Optional<String> canonicalOrigin() {
        String origin = settings.origin;
        if (origin == null) {
            problems.add("origin is missing (expected: such as https://social.example)");
            return Optional.empty();
        }
        Optional<Authority> authority = Authority.of(origin);
        if (authority.isEmpty() || !hasNoPath(origin)) {
            problems.add("origin: '" + origin + "' (expected: scheme and host only, such as https://social.example)");
            return Optional.empty();
        }
        String scheme = origin.substring(0, origin.indexOf("://")).toLowerCase(Locale.ROOT);
        if (!settings.allowPrivateNetwork && !scheme.equals("https")) {
            problems.add("origin: '" + origin + "' (expected: https, or allowPrivateNetwork(true))");
        }
        return Optional.of(scheme + "://" + authority.get());
    }

    private static boolean hasNoPath(String url) {
        try {
            URI uri = new URI(url);
            return uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Two owners of a path would be chance. */
    private void checkOverlaps(FederationAddresses addresses) {
        List<UriTemplate> all = new ArrayList<>();
        all.add(FederationAddresses.SHARED_INBOX);
        all.add(FederationAddresses.INSTANCE_ACTOR);
        all.add(FederationAddresses.ACTIVITIES);
        all.add(addresses.actors());
        for (ActorPart part : ActorPart.values()) {
            if (part != ActorPart.LIKED
                    || settings.paths.optionalParts(settings.outboxRules()).contains(part)) {
                all.add(addresses.partTemplate(part));
            }
        }
        for (String taken : List.of("/.well-known/{name}", "/nodeinfo/{version}", "/actor/{part}")) {
            all.add(UriTemplate.of(taken));
        }
        all.addAll(settings.paths.objects.keySet());
        all.addAll(settings.paths.collections.keySet());
        for (int i = 0; i < all.size(); i++) {
            for (int k = i + 1; k < all.size(); k++) {
                if (all.get(i).overlaps(all.get(k))) {
                    problems.add(
                            "paths: '" + all.get(i) + "' and '" + all.get(k) + "' (expected: no path that fits both)");
                }
            }
        }
    }
}
