package dev.linkspan.discovery;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;

/**
 * Where a host answers WebFinger queries, for old readers and for hosts whose handles live elsewhere than their actors.
 * Immutable, thread-safe.
 *
 * @param origin scheme and authority of the server that answers; it may be another than the one that says so
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6415">RFC 6415</a>
 */
public record HostMetaDocument(String origin) {

    /** The media type of the document in XML. */
    public static final String MEDIA_TYPE = "application/xrd+xml; charset=utf-8";

    /** The document in XML. */
    public String xml() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n"
                + "  <Link rel=\"lrdd\" type=\"application/jrd+json\" template=\"" + escaped(template()) + "\"/>\n"
                + "</XRD>\n";
    }

    /** The document in JSON. */
    public JsonObject json() {
        return JsonText.object()
                .add(
                        "links",
                        JsonText.array()
                                .add(JsonText.object()
                                        .add("rel", "lrdd")
                                        .add("type", "application/jrd+json")
                                        .add("template", template())))
                .build();
    }

    private String template() {
        return origin + "/.well-known/webfinger?resource={uri}";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
