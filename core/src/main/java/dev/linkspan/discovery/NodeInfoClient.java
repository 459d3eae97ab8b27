package dev.linkspan.discovery;

import dev.linkspan.discovery.Web.Answer;
import dev.linkspan.vocab.LogText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Asks servers about themselves: for their list of documents, and then for the newest that we read. A server speaks for
 * itself only, so the document must be where the list is, or where the list was asked for.
 *
 * @see <a href="https://nodeinfo.diaspora.software/protocol.html">NodeInfo, protocol</a>
 */
final class NodeInfoClient {

    private static final String ACCEPT = "application/json";

    /** Some list all servers that they know in it. */
    private static final int MAX_BYTES = 1 << 20;

    /** The newest first. */
    private static final List<String> RELATIONS = List.of(
            "http://nodeinfo.diaspora.software/ns/schema/2.2",
            "http://nodeinfo.diaspora.software/ns/schema/2.1",
            "http://nodeinfo.diaspora.software/ns/schema/2.0",
            "http://nodeinfo.diaspora.software/ns/schema/1.1",
            "http://nodeinfo.diaspora.software/ns/schema/1.0");

    private final Web web;

    NodeInfoClient(Web web) {
        this.web = web;
    }

    NodeInfoLookup look(String authority) {
        return web.atHost(authority, this::ask);
    }

    private NodeInfoLookup ask(String base) {
        String url = base + "/.well-known/nodeinfo";
        return switch (web.json(url, ACCEPT, MAX_BYTES)) {
            case Answer.None<Web.Json> none -> none.missing();
            case Answer.Got<Web.Json> got ->
                document(url, got.value())
                        .map(this::fetch)
                        .orElseGet(() -> Missing.unusable(
                                url, "it lists no document of a version from 1.0 to 2.2 on this server"));
        };
    }

    private static Optional<String> document(String url, Web.Json list) {
        String foundAt = list.foundAt().toString();
        return ResourceDescriptor.links(list.object()).stream()
                .filter(link -> RELATIONS.contains(link.rel()))
                .filter(link -> link.href()
                        .filter(href -> Origin.same(href, url) || Origin.same(href, foundAt))
                        .isPresent())
                .min(Comparator.comparingInt(link -> RELATIONS.indexOf(link.rel())))
                .flatMap(WebLink::href);
    }

    private NodeInfoLookup fetch(String url) {
        return switch (web.json(url, ACCEPT, MAX_BYTES)) {
            case Answer.None<Web.Json> none -> none.missing();
            case Answer.Got<Web.Json> got ->
                NodeInfo.of(got.value().object(), got.value().foundAt())
                        .<NodeInfoLookup>map(info -> info)
                        .orElseGet(() -> Missing.unusable(LogText.of(url), "it does not name the software"));
        };
    }
}
