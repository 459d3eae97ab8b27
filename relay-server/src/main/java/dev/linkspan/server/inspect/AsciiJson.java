package dev.linkspan.server.inspect;

import jakarta.json.JsonObject;
import java.util.Locale;

/** JSON in ASCII alone, so that no terminal or pipe with another encoding can spoil it. */
public final class AsciiJson {

    private AsciiJson() {}

    /** One line; characters beyond ASCII as {@code \\uXXXX}. */
    public static String of(JsonObject object) {
        String json = object.toString();
        StringBuilder ascii = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c > '~') {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                ascii.append(c);
            }
        }
        return ascii.toString();
    }
}
