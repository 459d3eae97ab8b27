package dev.linkspan.httpsignatures;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The string that a draft-cavage signature signs.
 *
 * @param covered the covered names, in lower case and order
 * @param created what {@code (created)} stands for, as it is in the field; empty if there is none
 * @param expires what {@code (expires)} stands for, likewise
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-cavage-http-signatures-12#section-2.3">draft-cavage-12
 *     §2.3</a>
 */
record CavageBase(List<String> covered, String created, String expires) {

    static final String TARGET = "(request-target)";

    /** Pleroma's second name for the request target. */
    static final String TARGET_ALIAS = "@request-target";

    static final String CREATED = "(created)";
    static final String EXPIRES = "(expires)";
    static final Set<String> PSEUDO_FIELDS = Set.of(TARGET, CREATED, EXPIRES);

    private static final int USUAL_CHARS = 512;

    /**
     * The string over a request.
     *
     * @param target path and query, or what the sender took for them
     */
    String of(HttpMessage.Request message, String target) throws Refusal {
        StringBuilder base = new StringBuilder(USUAL_CHARS);
        for (String name : covered) {
            if (!base.isEmpty()) {
                base.append('\n');
            }
            base.append(name).append(": ");
            switch (name) {
                case TARGET, TARGET_ALIAS ->
                    base.append(CoveredFields.printable(name, message.method().toLowerCase(Locale.ROOT)))
                            .append(' ')
                            .append(CoveredFields.printable(name, target));
                case CREATED -> base.append(present("created", created));
                case EXPIRES -> base.append(present("expires", expires));
                default -> base.append(CoveredFields.value(message, name));
            }
        }
        return base.toString();
    }

    /** Whether the request target is covered. */
    boolean coversTarget() {
        return covered.contains(TARGET) || covered.contains(TARGET_ALIAS);
    }

    private static String present(String name, String value) throws Refusal {
        if (value.isEmpty()) {
            throw Refusal.malformed("(" + name + ") is covered, but Signature has no " + name);
        }
        return value;
    }
}
