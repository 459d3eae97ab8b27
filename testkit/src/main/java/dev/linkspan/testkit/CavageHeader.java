package dev.linkspan.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;

/** The parameters of a {@code Signature} field, read as tolerantly or strictly as some software does. */
record CavageHeader(Map<String, String> parameters) {

    /** What reading found. */
    sealed interface Result {
        /** The parameters. */
        record Read(CavageHeader header) implements Result {}

        /** They do not parse. */
        record Bad(String words) implements Result {}
    }

    /** As Mastodon: blanks anywhere between, quotes optional, no parameter twice. */
    static Result tolerant(String field) {
        return read(field, true);
    }

    /** As the parser that Misskey and PeerTube use, and Pleroma's of 2019: no blank outside of quotes. */
    static Result strict(String field) {
        return read(field, false);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    List<String> signed(String whenAbsent) {
        List<String> names = new java.util.ArrayList<>();
        StringTokenizer tokens =
                new StringTokenizer(get("headers").orElse(whenAbsent).toLowerCase(java.util.Locale.ROOT));
        while (tokens.hasMoreTokens()) {
            names.add(tokens.nextToken());
        }
        return names;
    }

    private static Result read(String field, boolean tolerant) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int at = 0;
        while (at < field.length()) {
            at = tolerant ? skipBlanks(field, at) : at;
            int equals = field.indexOf('=', at);
            if (equals < 0) {
                return new Result.Bad("no '=' after position " + at);
            }
            String name = tolerant ? field.substring(at, equals).strip() : field.substring(at, equals);
            if (name.isEmpty() || !name.chars().allMatch(Character::isLetter)) {
                return new Result.Bad("bad param format: \"" + name + "\"");
            }
            int start = tolerant ? skipBlanks(field, equals + 1) : equals + 1;
            boolean quoted = start < field.length() && field.charAt(start) == '"';
            int end = quoted ? field.indexOf('"', start + 1) : endOfBare(field, start);
            if (end < 0) {
                return new Result.Bad("the value of " + name + " does not end");
            }
            String value = field.substring(quoted ? start + 1 : start, end).strip();
            if (parameters.put(name, value) != null && tolerant) {
                return new Result.Bad("the parameter " + name + " comes twice");
            }
            at = quoted ? end + 1 : end;
            at = tolerant ? skipBlanks(field, at) : at;
            if (at < field.length() && field.charAt(at++) != ',') {
                return new Result.Bad("bad param format: no comma after " + name);
            }
        }
        return new Result.Read(new CavageHeader(parameters));
    }

    private static int endOfBare(String field, int start) {
        int comma = field.indexOf(',', start);
        return comma < 0 ? field.length() : comma;
    }

    private static int skipBlanks(String field, int at) {
        while (at < field.length() && field.charAt(at) == ' ') {
            at++;
        }
        return at;
    }
}
