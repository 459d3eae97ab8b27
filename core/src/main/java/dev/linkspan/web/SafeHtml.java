package dev.linkspan.web;

import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/*
 * The documents that arrive are kept, shown to listeners and passed on as they came, whatever stands in them: their bytes are
 * signed, and what is harmful depends on where it is shown. So whoever shows them has to make them safe, and this does it.
 */
/**
 * HTML of a stranger with nothing left in it but what a post needs: the elements that Mastodon shows, links by http and https,
 * and the class names that all servers use. Everything else goes, its text stays. Nobody but this class makes one, so a page
 * that takes no other HTML is safe. Immutable, thread-safe.
 *
 * <p>Nothing in this library calls it by itself. {@code org.jsoup:jsoup} comes with the application.
 *
 * @see <a href="https://docs.joinmastodon.org/spec/activitypub/#sanitization">What Mastodon shows</a>
 */
public final class SafeHtml {

    private static final String HEADINGS = "h1,h2,h3,h4,h5,h6";

    private static final Safelist PERMITTED = new Safelist()
            .addTags("p", "br", "span", "a", "blockquote", "pre", "code")
            .addTags("em", "strong", "b", "i", "u", "s", "del", "ul", "ol", "li", "ruby", "rt", "rp")
            .addAttributes("a", "href", "class", "translate")
            .addAttributes("span", "class", "translate")
            .addAttributes("ol", "start", "reversed")
            .addAttributes("li", "value")
            .addProtocols("a", "href", "http", "https")
            .addEnforcedAttribute("a", "rel", "nofollow noopener noreferrer")
            .addEnforcedAttribute("a", "target", "_blank");

    /** A page's own classes are not for strangers: they could cover it. Those of microformats and of mentions are. */
    private static final Set<String> CLASSES = Set.of("mention", "hashtag", "ellipsis", "invisible");

    private static final List<String> MICROFORMATS = List.of("h-", "p-", "u-", "dt-", "e-");

    private final String html;

    private SafeHtml(String html) {
        this.html = html;
    }

    /** What is safe of a fragment of HTML, as the {@code content} of a post and the {@code summary} of an actor are. */
    public static SafeHtml of(String html) {
        Document dirty = Parser.htmlParser().parseInput(html, "");
        // As Mastodon does: a heading of a post is none of the page.
        for (Element heading : dirty.select(HEADINGS)) {
            heading.tagName("strong").clearAttributes().wrap("<p></p>");
        }
        Document clean = new Cleaner(PERMITTED).clean(dirty);
        clean.select("[class]").forEach(SafeHtml::keepKnownClasses);
        clean.outputSettings().prettyPrint(false).escapeMode(Entities.EscapeMode.xhtml);
        return new SafeHtml(clean.body().html());
    }

    /** Text that is no HTML, as names are: every character stands for itself. */
    public static SafeHtml ofText(String text) {
        return new SafeHtml(Entities.escape(text));
    }

    private static void keepKnownClasses(Element element) {
        List<String> known = element.classNames().stream()
                .filter(name -> CLASSES.contains(name) || MICROFORMATS.stream().anyMatch(name::startsWith))
                .toList();
        if (known.isEmpty()) {
            element.removeAttr("class");
        } else {
            element.attr("class", String.join(" ", known));
        }
    }

    /** The fragment, to stand within an element of a page; not within an attribute, a script or a style. */
    public String html() {
        return html;
    }

    /** The same as {@link #html()}. */
    @Override
    public String toString() {
        return html;
    }
}
