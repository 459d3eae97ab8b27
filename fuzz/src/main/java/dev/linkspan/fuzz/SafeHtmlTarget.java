package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.web.SafeHtml;
import java.util.List;
import java.util.Set;

/**
 * HTML of strangers. What is left is written in a grammar so narrow that no parser can read anything else from it: known
 * elements, known attributes in double quotes, links by http and https.
 */
final class SafeHtmlTarget implements FuzzTarget {

    private static final long FIXED_COST = 5_000_000;
    private static final long COST_PER_BYTE = 200_000;

    private static final Set<String> ELEMENTS = Set.of(
            "p",
            "br",
            "span",
            "a",
            "blockquote",
            "pre",
            "code",
            "em",
            "strong",
            "b",
            "i",
            "u",
            "s",
            "del",
            "ul",
            "ol",
            "li",
            "ruby",
            "rt",
            "rp");
    private static final Set<String> ATTRIBUTES =
            Set.of("href", "rel", "target", "class", "translate", "start", "reversed", "value");

    @Override
    public List<String> seeds() {
        return List.of(
                "<p><span class=\"h-card\"><a href=\"https://a.example/@b\" class=\"u-url mention\">@<span>b</span></a></span> hi</p>",
                "<h1 onclick=x>T</h1><table><tr><td><svg><style><img src=x onerror=alert(1)></style></svg><!-- --!>",
                "<math><mtext><table><mglyph><style><![CDATA[</style><a href=' javascript:x'>&#x3c;script&gt;<ol start=3><li>");
    }

    @Override
    public void read(Body input) {
        String html = input.text();
        String[] safe = new String[1];
        Work.requireAtMost(
                FIXED_COST + COST_PER_BYTE * input.length(),
                () -> safe[0] = SafeHtml.of(html).html());
        requireNarrow(safe[0]);
        requireNarrow(SafeHtml.of(safe[0]).html());
        requireNarrow(SafeHtml.ofText(html).html());
    }

    private static void requireNarrow(String html) {
        int at = html.indexOf('<');
        while (at >= 0) {
            int end = html.indexOf('>', at);
            require(end > 0, html, "a tag that ends");
            requireTag(html.substring(at + 1, end), html);
            at = html.indexOf('<', end);
        }
    }

    private static void requireTag(String tag, String html) {
        int blank = tag.indexOf(' ');
        String name = tag.substring(tag.startsWith("/") ? 1 : 0, blank < 0 ? tag.length() : blank);
        // The form of XML, which browsers read as the other.
        require(
                ELEMENTS.contains(name.endsWith("/") ? name.substring(0, name.length() - 1) : name),
                html,
                "a known element");
        String rest = blank < 0 ? "" : tag.substring(blank);
        while (!rest.isBlank() && !rest.strip().equals("/")) {
            require(rest.startsWith(" "), html, "a blank before each attribute");
            int equals = rest.indexOf("=\"");
            int blankOrEnd = rest.indexOf(' ', 1) < 0 ? rest.length() : rest.indexOf(' ', 1);
            boolean bare = equals < 0 || blankOrEnd < equals;
            String attribute = rest.substring(1, bare ? blankOrEnd : equals);
            require(ATTRIBUTES.contains(attribute), html, "a known attribute, not " + attribute);
            if (bare) {
                rest = rest.substring(blankOrEnd);
                continue;
            }
            int close = rest.indexOf('"', equals + 2);
            require(close > 0, html, "a value that ends");
            String value = rest.substring(equals + 2, close);
            require(
                    !attribute.equals("href") || value.startsWith("http://") || value.startsWith("https://"),
                    html,
                    "a link by http or https");
            rest = rest.substring(close + 1);
        }
    }

    private static void require(boolean holds, String html, String expected) {
        if (!holds) {
            throw new AssertionError("html: " + html + " (expected: " + expected + ")");
        }
    }
}
