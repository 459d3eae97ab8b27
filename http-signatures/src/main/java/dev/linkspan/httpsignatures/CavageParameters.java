package dev.linkspan.httpsignatures;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a draft-cavage {@code Signature} field: any order, blanks tolerated, values quoted or not, names
 * without case, none twice. Linear time.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-cavage-http-signatures-12#section-2.1">draft-cavage-12
 *     §2.1</a>
 */
final class CavageParameters {

    /** More parameters than the draft knows. */
    private static final int MAX_PARAMETERS = 16;

    private static final String SCHEME = "signature ";

    private final String field;
    private int at;
    private final Map<String, String> values = new LinkedHashMap<>();

    private CavageParameters(String field) {
        this.field = field;
    }

    static CavageParameters parse(String field) throws Refusal {
        CavageParameters parameters = new CavageParameters(field);
        parameters.parse();
        return parameters;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
    }

    String require(String name) throws Refusal {
        String value = values.get(name.toLowerCase(Locale.ROOT));
        if (value == null || value.isEmpty()) {
            throw Refusal.malformed("Signature has no " + name);
        }
        return value;
    }

    private void parse() throws Refusal {
        skipScheme();
        while (true) {
            String name = name();
            if (!take('=')) {
                throw unexpected("= after the parameter " + Quoted.of(name));
            }
            if (values.putIfAbsent(name.toLowerCase(Locale.ROOT), value()) != null) {
                throw Refusal.malformed("Signature has the parameter " + Quoted.of(name) + " twice");
            }
            if (values.size() > MAX_PARAMETERS) {
                throw Refusal.malformed("Signature has more than " + MAX_PARAMETERS + " parameters");
            }
            if (!take(',')) {
                break;
            }
        }
        if (at < field.length()) {
            throw unexpected("a comma or the end");
        }
    }

    // Old versions of node-http-signature wrote the name of the Authorization scheme into Signature too.
    private void skipScheme() {
        skipBlanks();
        if (!field.regionMatches(true, at, SCHEME, 0, SCHEME.length())) {
            return;
        }
        int start = at;
        at += SCHEME.length();
        skipBlanks();
        if (at == field.length() || field.charAt(at) == '=') {
            at = start; // the parameter of that name
        }
    }

    private String name() throws Refusal {
        skipBlanks();
        int start = at;
        while (at < field.length() && isNameCharacter(field.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw unexpected("a parameter name");
        }
        return field.substring(start, at);
    }

    private String value() throws Refusal {
        skipBlanks();
        if (at < field.length() && field.charAt(at) == '"') {
            at++;
            return quoted();
        }
        int start = at;
        while (at < field.length() && field.charAt(at) != ',' && !isBlank(field.charAt(at))) {
            at++;
        }
        return field.substring(start, at);
    }

    private String quoted() throws Refusal {
        StringBuilder value = new StringBuilder();
        while (at < field.length()) {
            char c = field.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\' && at < field.length()) {
                c = field.charAt(at++);
            }
            value.append(c);
        }
        throw unexpected("a closing quote");
    }

    private boolean take(char expected) {
        skipBlanks();
        if (at < field.length() && field.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < field.length() && isBlank(field.charAt(at))) {
            at++;
        }
    }

    private Refusal unexpected(String expected) {
        return Refusal.malformed("Signature at character " + (at + 1) + ": expected " + expected);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
