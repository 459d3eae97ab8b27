package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Member.InnerList;
import dev.linkspan.httpsignatures.structured.Member.Item;
import dev.linkspan.httpsignatures.structured.StructuredFieldSerializer;
import java.util.HashSet;
import java.util.Set;

/**
 * The string that an RFC 9421 signature signs.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2.5">RFC 9421 §2.5</a>
 */
final class SignatureBase {

    private SignatureBase() {}

    static String of(HttpMessage.Request message, InnerList input) throws Refusal {
        StringBuilder base = new StringBuilder();
        Set<String> identifiers = new HashSet<>();
        for (Item component : input.items()) {
            String identifier = StructuredFieldSerializer.serialize(component);
            if (!identifiers.add(identifier)) {
                throw Refusal.malformed("Signature-Input covers " + identifier + " twice");
            }
            String value = CoveredFields.printable(identifier, value(message, component));
            base.append(identifier).append(": ").append(value).append('\n');
        }
        return base.append("\"@signature-params\": ")
                .append(StructuredFieldSerializer.serialize(input))
                .toString();
    }

    private static String value(HttpMessage.Request message, Item component) throws Refusal {
        if (!(component.value() instanceof BareItem.StringItem name)) {
            throw Refusal.malformed("Signature-Input covers " + StructuredFieldSerializer.serialize(component)
                    + " (expected: names as strings)");
        }
        if (name.value().equals("@query-param")) {
            return QueryParameter.value(message, component.parameters());
        }
        if (!component.parameters().isEmpty()) {
            throw Refusal.malformed("Signature-Input covers " + StructuredFieldSerializer.serialize(component)
                    + ", a component with parameters that we do not support");
        }
        return name.value().startsWith("@") ? derived(message, name.value()) : field(message, name.value());
    }

    // RFC 9421 §2.2, in its order.
    private static String derived(HttpMessage.Request message, String name) throws Refusal {
        return switch (name) {
            case "@method" -> message.method();
            case "@target-uri" ->
                message.targetUri().getScheme() + "://" + message.targetUri().getRawAuthority()
                        + message.requestTarget();
            case "@authority" -> message.authority();
            case "@scheme" -> message.scheme();
            case "@request-target" -> message.requestTarget();
            case "@path" -> message.path();
            case "@query" -> {
                String query = message.targetUri().getRawQuery();
                yield query == null ? "?" : "?" + query;
            }
            default -> throw Refusal.malformed("Signature-Input covers the unknown " + Quoted.of(name));
        };
    }

    private static String field(HttpMessage.Request message, String name) throws Refusal {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                throw Refusal.malformed("Signature-Input covers " + Quoted.of(name) + " (expected: lower case)");
            }
        }
        return CoveredFields.value(message, name);
    }
}
