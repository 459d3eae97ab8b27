package dev.linkspan.httpsignatures;

import java.util.List;
import java.util.stream.Stream;

/** Signed over other field values: lines joined differently, values rewritten, fields taken away. */
final class FieldSuspects {

    private FieldSuspects() {}

    static Stream<Suspect> of(Scenery scenery) {
        return Stream.concat(Stream.concat(joined(scenery), rewritten(scenery)), removed(scenery));
    }

    private static Stream<Suspect> joined(Scenery scenery) {
        return scenery.signature().covered().stream()
                .filter(name -> scenery.message().fields().all(name).size() > 1)
                .flatMap(name -> {
                    List<String> lines = scenery.message().fields().all(name);
                    String what = "the " + lines.size() + " " + name + " lines ";
                    String who = "the sender joins lines in its own way, or a proxy added one";
                    return Stream.of(
                            Suspect.ofMessage(
                                    what + "are joined without a blank",
                                    who,
                                    scenery.withField(name, String.join(",", lines))),
                            Suspect.ofMessage(what + "are only the first", who, scenery.withField(name, lines.get(0))),
                            Suspect.ofMessage(
                                    what + "are only the last",
                                    who,
                                    scenery.withField(name, lines.get(lines.size() - 1))));
                });
    }

    private static Stream<Suspect> rewritten(Scenery scenery) {
        return scenery.signature().covered().stream()
                .flatMap(name -> scenery.message().fields().first(name).stream()
                        .flatMap(value -> values(scenery, name, value))
                        .distinct()
                        .map(other -> Suspect.ofMessage(
                                name + " is \"" + other + "\"",
                                "it was rewritten on the way",
                                scenery.withField(name, other))));
    }

    private static Stream<String> values(Scenery scenery, String name, String value) {
        int semicolon = value.indexOf(';');
        String length = Integer.toString(scenery.body().length());
        return switch (name) {
            case "content-type" ->
                Stream.of(
                        semicolon < 0 ? value : value.substring(0, semicolon).strip(),
                        value + "; charset=utf-8",
                        value + ";charset=utf-8",
                        value + "; charset=UTF-8",
                        "application/activity+json",
                        "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
                        "application/ld+json;profile=\"https://www.w3.org/ns/activitystreams\"");
            case "content-length" -> Stream.of(length, "");
            case "digest" ->
                Stream.of(
                        value.replace("SHA-256=", "sha-256="),
                        value.replace("sha-256=", "SHA-256="),
                        BodyDigest.of(scenery.body()).digestField());
            case "content-digest" -> Stream.of(BodyDigest.of(scenery.body()).contentDigestField());
            default -> Stream.of(value.replace(", ", ","), value.replace(",", ", "), value.replace("  ", " "));
        };
    }

    private static Stream<Suspect> removed(Scenery scenery) {
        return scenery.signature().covered().stream()
                .filter(name -> !name.startsWith("(") && !name.startsWith("@") && !name.startsWith("\""))
                .filter(name -> !scenery.message().fields().contains(name))
                .flatMap(name -> Stream.concat(values(scenery, name, ""), usual(scenery, name))
                        .distinct()
                        .map(value -> Suspect.ofMessage(
                                "there is a field " + name + " with \"" + value + "\"",
                                "a proxy took the field away",
                                scenery.withField(name, value))));
    }

    private static Stream<String> usual(Scenery scenery, String name) {
        return switch (name) {
            case "host" -> Stream.of(scenery.message().authority());
            case "accept-encoding" ->
                Stream.of("gzip", "identity", "gzip, deflate", "gzip;q=1.0,deflate;q=0.6,identity;q=0.3");
            case "connection" -> Stream.of("close", "keep-alive", "Keep-Alive");
            case "accept" ->
                Stream.of("*/*", "application/activity+json", "application/activity+json, application/ld+json");
            default -> Stream.of("");
        };
    }
}
