package dev.linkspan.httpsignatures.structured;

import dev.linkspan.httpsignatures.structured.Member.InnerList;
import dev.linkspan.httpsignatures.structured.Member.Item;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes structured values in their one canonical form. Values that came from {@link StructuredFieldParser} can always
 * be written; a value of other making that has no form is refused with an {@link UnserializableException}. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9651#section-4.1">RFC 9651 §4.1</a>
 */
public final class StructuredFieldSerializer {

    private StructuredFieldSerializer() {}

    /**
     * The text of an item or inner list with its parameters.
     *
     * @throws UnserializableException if a part of it has no form
     */
    public static String serialize(Member member) {
        StringBuilder out = new StringBuilder();
        append(out, member);
        return out.toString();
    }

    /**
     * The text of a list; empty for a list without members, whose field is to be left out (§4.1).
     *
     * @throws UnserializableException if a part of it has no form
     */
    public static Optional<String> serializeList(List<? extends Member> members) {
        StringBuilder out = new StringBuilder();
        for (Member member : members) {
            out.append(out.isEmpty() ? "" : ", ");
            append(out, member);
        }
        return members.isEmpty() ? Optional.empty() : Optional.of(out.toString());
    }

    /**
     * The text of a dictionary in the map's order; empty for one without members, whose field is to be left out (§4.1).
     *
     * @throws UnserializableException if a part of it has no form
     */
    public static Optional<String> serializeDictionary(Map<String, ? extends Member> members) {
        StringBuilder out = new StringBuilder();
        members.forEach((key, member) -> {
            out.append(out.isEmpty() ? "" : ", ");
            BareItemSerializer.appendKey(out, key);
            if (member instanceof Item item && isTrue(item.value())) {
                append(out, item.parameters());
            } else {
                out.append('=');
                append(out, member);
            }
        });
        return members.isEmpty() ? Optional.empty() : Optional.of(out.toString());
    }

    /**
     * Appends parameters, each after a semicolon.
     *
     * @throws UnserializableException if a part of them has no form
     */
    public static void append(StringBuilder out, Parameters parameters) {
        for (Map.Entry<String, BareItem> parameter : parameters.entries().entrySet()) {
            out.append(';');
            BareItemSerializer.appendKey(out, parameter.getKey());
            if (!isTrue(parameter.getValue())) {
                out.append('=');
                BareItemSerializer.append(out, parameter.getValue());
            }
        }
    }

    private static void append(StringBuilder out, Member member) {
        switch (member) {
            case Item item -> append(out, item);
            case InnerList list -> append(out, list);
        }
    }

    private static void append(StringBuilder out, InnerList list) {
        out.append('(');
        for (Iterator<Item> items = list.items().iterator(); items.hasNext(); ) {
            append(out, items.next());
            if (items.hasNext()) {
                out.append(' ');
            }
        }
        out.append(')');
        append(out, list.parameters());
    }

    private static void append(StringBuilder out, Item item) {
        BareItemSerializer.append(out, item.value());
        append(out, item.parameters());
    }

    private static boolean isTrue(BareItem value) {
        return value instanceof BareItem.BooleanItem bool && bool.value();
    }
}
