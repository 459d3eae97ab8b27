package dev.linkspan.discovery;

import dev.linkspan.client.FetchedPage;
import dev.linkspan.discovery.Web.Answer;
import dev.linkspan.vocab.LogText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks a host for its host-meta, in XML or JSON. Of XML only the tags are read: there are no entities and no DTD to obey. */
final class HostMetaClient {

    private static final String ACCEPT = "application/xrd+xml, application/xml;q=0.9, application/json;q=0.8";
    private static final Set<String> XML = Set.of("application/xrd+xml", "application/xml", "text/xml");
    private static final int MAX_BYTES = 64 * 1_024;

    private final Web web;

    HostMetaClient(Web web) {
        this.web = web;
    }

    HostMetaLookup look(String authority) {
        return web.atHost(authority, this::ask);
    }

    private HostMetaLookup ask(String base) {
        String url = base + "/.well-known/host-meta";
        return switch (web.page(url, ACCEPT, MAX_BYTES)) {
            case Answer.None<FetchedPage.Page> none -> none.missing();
            case Answer.Got<FetchedPage.Page> got -> read(url, got.value());
        };
    }

    private static HostMetaLookup read(String url, FetchedPage.Page page) {
        return XML.contains(page.mediaType()) ? readXml(url, page) : readJson(url, page);
    }

    private static HostMetaLookup readJson(String url, FetchedPage.Page page) {
        return switch (Web.json(url, page)) {
            case Answer.None<Web.Json> none -> none.missing();
            case Answer.Got<Web.Json> got ->
                new HostMeta(ResourceDescriptor.links(got.value().object()), page.finalUri());
        };
    }

    private static HostMetaLookup readXml(String url, FetchedPage.Page page) {
        String text = page.body().text();
        if (text.contains("<!DOCTYPE")) {
            return Missing.unusable(LogText.of(url), "it has a document type declaration");
        }
        List<WebLink> links = Tags.in(text, Tags.Language.XML)
                .filter(tag -> tag.name().equals("link"))
                .flatMap(tag -> link(tag).stream())
                .limit(ResourceDescriptor.MOST)
                .toList();
        return new HostMeta(links, page.finalUri());
    }

    private static Optional<WebLink> link(Tags.Tag tag) {
        return tag.attribute("rel")
                .map(rel -> new WebLink(rel, tag.attribute("type"), tag.attribute("href"), tag.attribute("template")));
    }
}
