package dev.linkspan.server.inspect;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HexFormat;

/** JSON in ASCII alone, so that no terminal or pipe with another encoding can spoil it. */
public final class AsciiJson {

    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder text = new StringBuilder();

    private AsciiJson() {}

    /** One line; characters beyond ASCII as {@code \\uXXXX}. */
    public static String of(JsonObject object) {
        return ascii(object.toString());
    }

    /** Many lines, two blanks for each level. */
    public static String indented(JsonObject object) {
        AsciiJson json = new AsciiJson();
        json.value(object, "\n");
        return json.text.toString();
    }

    private void value(JsonValue value, String margin) {
        switch (value) {
            case JsonObject object -> object(object, margin);
            case JsonArray array -> array(array, margin);
            default -> text.append(ascii(value.toString()));
        }
    }

    private void object(JsonObject object, String margin) {
        String inner = margin + "  ";
        String before = "";
        text.append('{');
        for (String name : object.keySet()) {
            text.append(before).append(inner);
            text.append(ascii(quoted(name))).append(": ");
            value(object.get(name), inner);
            before = ",";
        }
        text.append(object.isEmpty() ? "" : margin).append('}');
    }

    private void array(JsonArray array, String margin) {
        String inner = margin + "  ";
        String before = "";
        text.append('[');
        for (JsonValue item : array) {
            text.append(before).append(inner);
            value(item, inner);
            before = ",";
        }
        text.append(array.isEmpty() ? "" : margin).append(']');
    }

    private static String quoted(String name) {
        String array = JsonText.array().add(name).build().toString();
        return array.substring(1, array.length() - 1);
    }

    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c > '~') {
                ascii.append("\\u").append(HEX.toHexDigits(c));
            } else {
                ascii.append(c);
            }
        }
        return ascii.toString();
    }
}
