package dev.linkspan.discovery;

import dev.linkspan.client.FetchedPage;
import dev.linkspan.discovery.Web.Answer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the ActivityStreams document that a page for people names: in a {@code Link} field, else in a {@code link} element.
 * Anchors in the text do not count, for anybody may have written them.
 *
 * @see <a href="https://swicg.github.io/activitypub-html-discovery/">ActivityPub and HTML Discovery</a>
 */
final class Alternates {

    private static final String ACCEPT = "text/html, application/xhtml+xml";
    private static final List<String> HTML = List.of("text/html", "application/xhtml+xml");
    private static final int MAX_BYTES = 1 << 20;

    private final Web web;

    Alternates(Web web) {
        this.web = web;
    }

    Optional<String> of(String address) {
        return switch (web.page(address, ACCEPT, MAX_BYTES)) {
            case Answer.None<FetchedPage.Page> none -> Optional.empty();
            case Answer.Got<FetchedPage.Page> got -> in(got.value());
        };
    }

    static Optional<String> in(FetchedPage.Page page) {
        Stream<WebLink> fields = LinkField.parse(page.fields().all("Link")).stream();
        Stream<WebLink> elements = HTML.contains(page.mediaType())
                ? Tags.in(page.body().text(), Tags.Language.HTML)
                        .filter(tag -> tag.name().equals("link"))
                        .flatMap(tag -> link(tag).stream())
                : Stream.empty();
        return Stream.concat(fields, elements)
                .filter(link -> link.is("alternate") && link.isActivityStreams())
                .flatMap(link -> link.href().stream())
                .flatMap(href -> resolved(page.finalUri(), href).stream())
                .findFirst();
    }

    private static Optional<WebLink> link(Tags.Tag tag) {
        return tag.attribute("rel")
                .map(rel -> new WebLink(rel, tag.attribute("type"), tag.attribute("href"), Optional.empty()));
    }

    private static Optional<String> resolved(URI base, String href) {
        try {
            return Optional.of(base.resolve(href.strip()).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no URI
        }
    }
}
