package dev.linkspan.discovery;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a host says of itself.
 *
 * @param links its links, the first 100
 * @param foundAt where it was found after redirects
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6415">RFC 6415</a>
 */
public record HostMeta(List<WebLink> links, URI foundAt) implements HostMetaLookup {

    private static final String PLACE = "{uri}";

    /** Copies the list. */
    public HostMeta {
        links = List.copyOf(links);
    }

    /**
     * The template of the address at which WebFinger is to be asked: the first {@code lrdd} link that has {@code {uri}} in
     * it once. It may lead anywhere; whoever follows it asks the address guard.
     */
    public Optional<String> template() {
        return links.stream()
                .filter(link -> link.is("lrdd"))
                .flatMap(link -> link.template().stream())
                .filter(template -> template.contains(PLACE) && template.indexOf(PLACE) == template.lastIndexOf(PLACE))
                .findFirst();
    }

    /** The template with a resource in its place. */
    static String expand(String template, String resource) {
        return template.replace(PLACE, WebFingerClient.escaped(resource));
    }
}
