package dev.linkspan.httpsignatures;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Signed for another method, scheme, path or query. */
final class TargetSuspects {

    private static final List<String> PROXY_FIELDS =
            List.of("X-Original-URI", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-URI", "X-Forwarded-Path");

    private TargetSuspects() {}

    static Stream<Suspect> of(Scenery scenery) {
        return Stream.of(methods(scenery), schemes(scenery), paths(scenery)).flatMap(stream -> stream);
    }

    private static Stream<Suspect> methods(Scenery scenery) {
        HttpMessage.Request message = scenery.message();
        return Stream.of(
                        "POST",
                        "GET",
                        "PUT",
                        message.method().toUpperCase(Locale.ROOT),
                        message.method().toLowerCase(Locale.ROOT))
                .filter(method -> !method.equals(message.method()))
                .map(method -> Suspect.ofMessage(
                        "the method is " + method,
                        "a redirect or a proxy changed the method",
                        new HttpMessage.Request(method, message.targetUri(), message.fields(), message.trailers())));
    }

    private static Stream<Suspect> schemes(Scenery scenery) {
        String other = scenery.message().scheme().equals("https") ? "http" : "https";
        String host = scenery.message()
                .fields()
                .first("host")
                .orElse(scenery.message().authority());
        return scenery.withTarget(other, host, scenery.message().requestTarget()).stream()
                .map(message -> Suspect.ofMessage(
                        "the scheme is " + other, "TLS ends at a proxy, and one side does not know it", message));
    }

    private static Stream<Suspect> paths(Scenery scenery) {
        return targets(scenery).stream()
                .flatMap(target -> scenery.withTarget(target).stream()
                        .map(message ->
                                Suspect.ofMessage("the target is " + target, explanation(scenery, target), message)));
    }

    private static String explanation(Scenery scenery, String target) {
        HttpMessage.Request message = scenery.message();
        if (target.equals(message.path())) {
            return "the sender signs without the query";
        }
        if (target.equals(message.requestTarget() + "/") || (target + "/").equals(message.requestTarget())) {
            return "a slash at the end was added or lost on the way";
        }
        return decoded(target).equals(decoded(message.requestTarget()))
                ? "percent-encoding was changed on the way"
                : "a proxy or a redirect changed the path";
    }

    /** Other paths and queries that may have been signed. */
    static Set<String> targets(Scenery scenery) {
        HttpMessage.Request message = scenery.message();
        String target = message.requestTarget();
        String path = message.path();
        String query = target.substring(path.length());
        Set<String> targets = new LinkedHashSet<>();
        PROXY_FIELDS.forEach(name -> targets.addAll(scenery.items(name)));
        for (String prefix : scenery.items("X-Forwarded-Prefix")) {
            targets.add(prefix + target);
            targets.add(target.startsWith(prefix) ? target.substring(prefix.length()) : target);
        }
        targets.add(path);
        targets.add(path.endsWith("/") ? path.substring(0, path.length() - 1) + query : path + "/" + query);
        targets.add(path.replace("//", "/") + query);
        targets.add("/" + target);
        targets.add(target + "?");
        targets.add(decoded(path) + query);
        targets.add(decoded(target));
        targets.add(encoded(target));
        targets.add(hexCase(target, true));
        targets.add(hexCase(target, false));
        targets.addAll(List.of("/inbox", "/actor/inbox", "/api/inbox", "/"));
        targets.removeIf(other -> !other.startsWith("/") || other.equals(target));
        return targets;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** What some URI libraries escape although it may stand as it is. */
    private static String encoded(String text) {
        return text.replace("@", "%40").replace(":", "%3A").replace("~", "%7E");
    }

    private static String hexCase(String text, boolean upper) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = text.indexOf('%'); at >= 0 && at + 3 <= text.length(); at = text.indexOf('%', start)) {
            String hex = text.substring(at, at + 3);
            parts.add(text.substring(start, at));
            parts.add(upper ? hex.toUpperCase(Locale.ROOT) : hex.toLowerCase(Locale.ROOT));
            start = at + 3;
        }
        parts.add(text.substring(start));
        return String.join("", parts);
    }
}
