package dev.linkspan.jsonld;

import java.util.Locale;

/** Language tags, whose case processors change. */
final class LanguageTags {

    private LanguageTags() {}

    /**
     * The tag in the case that is customary: {@code pt-BR}, {@code zh-Hant}.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc5646#section-2.1.1">RFC 5646 §2.1.1</a>
     */
    static String written(String tag) {
        StringBuilder written = new StringBuilder(tag.length());
        boolean afterSingleton = false;
        int start = 0;
        while (start <= tag.length()) {
            int hyphen = tag.indexOf('-', start);
            int end = hyphen < 0 ? tag.length() : hyphen;
            String part = tag.substring(start, end).toLowerCase(Locale.ROOT);
            if (start > 0) {
                written.append('-');
            }
            if (start > 0 && !afterSingleton && part.length() == 2) {
                written.append(part.toUpperCase(Locale.ROOT));
            } else if (start > 0 && !afterSingleton && part.length() == 4) {
                written.append(Character.toUpperCase(part.charAt(0))).append(part, 1, 4);
            } else {
                written.append(part);
            }
            afterSingleton = part.length() == 1;
            start = end + 1;
        }
        return written.toString();
    }
}
