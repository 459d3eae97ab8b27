package dev.linkspan.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The links in {@code Link} fields. Reads each character once; what is malformed ends the reading of its line.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288#appendix-B.2">RFC 8288 appendix B.2</a>
 */
final class LinkField {

    private static final int MOST = 100;

    private final String line;
    private final List<WebLink> links;
    private int at;

    private LinkField(String line, List<WebLink> links) {
        this.line = line;
        this.links = links;
    }

    static List<WebLink> parse(List<String> lines) {
        List<WebLink> links = new ArrayList<>();
        lines.forEach(line -> new LinkField(line, links).read());
        return links;
    }

    private void read() {
        while (links.size() < MOST) {
            skip(" \t,");
            int end = line.indexOf('>', at);
            if (at >= line.length() || line.charAt(at) != '<' || end < 0) {
                return;
            }
            String href = line.substring(at + 1, end).strip();
            at = end + 1;
            parameters(href);
        }
    }

    private void parameters(String href) {
        Optional<String> rel = Optional.empty();
        Optional<String> type = Optional.empty();
        boolean isOfAnother = false;
        skip(" \t");
        while (at < line.length() && line.charAt(at) == ';') {
            skip(" \t;");
            String name = token().toLowerCase(Locale.ROOT);
            skip(" \t");
            String value = "";
            if (at < line.length() && line.charAt(at) == '=') {
                at++;
                skip(" \t");
                value = value();
            }
            skip(" \t");
            switch (name) {
                // Of several the first counts, section 3.3.
                case "rel" -> rel = rel.isPresent() ? rel : Optional.of(value);
                case "type" -> type = type.isPresent() ? type : Optional.of(value);
                case "anchor" -> isOfAnother = true;
                default -> {}
            }
        }
        if (rel.isPresent() && !isOfAnother) {
            links.add(new WebLink(rel.get(), type, Optional.of(href), Optional.empty()));
        }
    }

    private String value() {
        if (at >= line.length() || line.charAt(at) != '"') {
            return token();
        }
        StringBuilder value = new StringBuilder();
        for (at++; at < line.length() && line.charAt(at) != '"'; at++) {
            if (line.charAt(at) == '\\' && at + 1 < line.length()) {
                at++;
            }
            value.append(line.charAt(at));
        }
        at++;
        return value.toString();
    }

    private String token() {
        int start = Math.min(at, line.length());
        while (at < line.length() && " \t,;=\"".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        return line.substring(start, Math.max(start, Math.min(at, line.length())));
    }

    private void skip(String signs) {
        while (at < line.length() && signs.indexOf(line.charAt(at)) >= 0) {
            at++;
        }
    }
}
