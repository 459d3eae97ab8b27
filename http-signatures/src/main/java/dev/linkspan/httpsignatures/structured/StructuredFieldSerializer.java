package dev.linkspan.httpsignatures.structured;

import dev.linkspan.httpsignatures.structured.Member.InnerList;
import dev.linkspan.httpsignatures.structured.Member.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * Writes structured values in their one canonical form. Values that came from {@link StructuredFieldParser} can always
 * be written.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9651#section-4.1">RFC 9651 §4.1</a>
 */
public final class StructuredFieldSerializer {

    private StructuredFieldSerializer() {}

    /** The text of an item or inner list with its parameters. */
    public static String serialize(Member member) {
        StringBuilder out = new StringBuilder();
        switch (member) {
            case Item item -> append(out, item);
            case InnerList list -> append(out, list);
        }
        return out.toString();
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
        append(out, item.value());
        append(out, item.parameters());
    }

    private static void append(StringBuilder out, Parameters parameters) {
        parameters.entries().forEach((key, value) -> {
            out.append(';').append(key);
            if (!(value instanceof BareItem.BooleanItem bool) || !bool.value()) {
                out.append('=');
                append(out, value);
            }
        });
    }

    private static void append(StringBuilder out, BareItem value) {
        switch (value) {
            case BareItem.IntegerItem integer -> out.append(integer.value());
            case BareItem.DecimalItem decimal -> out.append(plain(decimal.value()));
            case BareItem.StringItem string ->
                out.append('"')
                        .append(string.value().replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            case BareItem.TokenItem token -> out.append(token.value());
            case BareItem.ByteSequence bytes ->
                out.append(':').append(bytes.base64()).append(':');
            case BareItem.BooleanItem bool -> out.append(bool.value() ? "?1" : "?0");
            case BareItem.DateItem date -> out.append('@').append(date.value().getEpochSecond());
            case BareItem.DisplayString text -> append(out, text);
        }
    }

    private static String plain(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        return (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
    }

    private static void append(StringBuilder out, BareItem.DisplayString text) {
        out.append("%\"");
        for (byte b : text.value().getBytes(StandardCharsets.UTF_8)) {
            boolean escaped = b < 0x20 || b == 0x7f || b == '%' || b == '"';
            if (escaped) {
                out.append('%').append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
            } else {
                out.append((char) b);
            }
        }
        out.append('"');
    }
}
