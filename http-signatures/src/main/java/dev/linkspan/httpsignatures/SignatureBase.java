package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.StructuredFieldSerializer;
import java.util.HashSet;
import java.util.Set;

/**
 * The string that an RFC 9421 signature signs, or why there is none.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2.5">RFC 9421 §2.5</a>
 */
public sealed interface SignatureBase {

    /**
     * Every covered component has a value.
     *
     * @param text the lines to sign, all of printable ASCII
     */
    record Complete(String text) implements SignatureBase {}

    /**
     * A covered component has no value in this message.
     *
     * @param component the first that failed
     * @param reason a sentence that says why
     */
    record Incomplete(ComponentIdentifier component, String reason) implements SignatureBase {}

    /** The base of a message; {@code sf} and {@code key} are known for the registered structured fields. */
    static SignatureBase of(HttpMessage message, SignatureInput input) {
        return of(message, input, FieldTypes.registered());
    }

    /** The base of a message, with structured fields of one's own. */
    static SignatureBase of(HttpMessage message, SignatureInput input, FieldTypes types) {
        ComponentValues values = new ComponentValues(message, types);
        StringBuilder base = new StringBuilder(512);
        Set<ComponentIdentifier> seen = new HashSet<>();
        for (ComponentIdentifier component : input.components()) {
            try {
                if (!seen.add(component)) {
                    throw Refusal.malformed("the signature covers " + Quoted.bare(component) + " twice");
                }
                String value = values.of(component);
                appendIdentifier(base, component);
                base.append(": ").append(value).append('\n');
            } catch (Refusal refusal) {
                return new Incomplete(component, refusal.verdict().detail());
            }
        }
        return new Complete(
                base.append("\"@signature-params\": ").append(input.serialize()).toString());
    }

    private static void appendIdentifier(StringBuilder base, ComponentIdentifier component) {
        if (component.parameters().isEmpty() && isPlain(component.name())) {
            base.append('"').append(component.name()).append('"');
        } else {
            base.append(StructuredFieldSerializer.serialize(component.item()));
        }
    }

    private static boolean isPlain(String name) {
        return name.indexOf('"') < 0 && name.indexOf('\\') < 0;
    }
}
