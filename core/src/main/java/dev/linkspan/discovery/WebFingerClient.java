package dev.linkspan.discovery;

import dev.linkspan.discovery.Web.Answer;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.LogText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Asks WebFinger; where the well-known address has nothing, the one that the host names in its host-meta, as some very old
 * installations do.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7033#section-4">RFC 7033 §4</a>
 */
final class WebFingerClient {

    private static final String ACCEPT = "application/jrd+json, application/json";
    private static final int MAX_BYTES = 256 * 1_024;

    private final Web web;
    private final HostMetaClient hostMeta;

    WebFingerClient(Web web) {
        this.web = web;
        this.hostMeta = new HostMetaClient(web);
    }

    WebFingerLookup look(Handle handle) {
        return look(handle.authority(), handle.acct());
    }

    /** Asks for a URI at its own host. */
    WebFingerLookup look(String uri) {
        Optional<Authority> authority = Authority.of(uri);
        return authority.isEmpty()
                ? new Missing(Missing.Reason.UNUSABLE_NAME, "'" + LogText.of(uri) + "' is no http(s) address")
                : look(authority.get(), uri);
    }

    /** A text as the value of a query parameter; nothing in it keeps a meaning there. */
    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private WebFingerLookup look(Authority authority, String resource) {
        String path = "/.well-known/webfinger?resource=" + escaped(resource);
        WebFingerLookup lookup = web.atHost(authority.toString(), base -> ask(base + path));
        return lookup instanceof Missing missing && mayBeElsewhere(missing)
                ? elsewhere(authority, resource, missing)
                : lookup;
    }

    private WebFingerLookup elsewhere(Authority authority, String resource, Missing missing) {
        return switch (hostMeta.look(authority.toString())) {
            case HostMeta found ->
                found.template()
                        .map(template -> ask(HostMeta.expand(template, resource)))
                        .orElse(missing);
            case Missing none -> web.orSpent(missing);
        };
    }

    private WebFingerLookup ask(String url) {
        return switch (web.json(url, ACCEPT, MAX_BYTES)) {
            case Answer.None<Web.Json> none -> none.missing();
            case Answer.Got<Web.Json> got ->
                ResourceDescriptor.of(got.value().object(), got.value().foundAt());
        };
    }

    private static boolean mayBeElsewhere(Missing missing) {
        return switch (missing.reason()) {
            case NOT_FOUND, UNUSABLE_ANSWER, DENIED -> true;
            case UNUSABLE_NAME, FORBIDDEN, GONE, CONTRADICTED, UNREACHABLE, BUDGET_SPENT -> false;
        };
    }
}
