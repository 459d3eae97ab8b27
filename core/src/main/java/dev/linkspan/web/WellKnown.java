package dev.linkspan.web;

import dev.linkspan.discovery.HostMetaDocument;
import dev.linkspan.discovery.NodeInfoDocument.Version;
import dev.linkspan.discovery.WebFingerDocument;
import dev.linkspan.httpsignatures.Body;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What every server shows at the same paths, whoever it is.
 *
 * @param webFinger what is said of a resource; empty if it is not known
 * @param account an account such as there is here, for whoever asks without one
 * @param unknown the answer in words about one that is not here
 * @param nodeInfoLinks where the NodeInfo documents are
 * @param nodeInfo the NodeInfo document
 * @param hostMeta the host-meta document
 */
record WellKnown(
        Function<String, Optional<JsonObject>> webFinger,
        String account,
        String unknown,
        Supplier<JsonObject> nodeInfoLinks,
        Function<Version, JsonObject> nodeInfo,
        Supplier<HostMetaDocument> hostMeta) {

    /** The answer to a GET; empty if it is at no such path. */
    Optional<WebResponse> at(WebRequest request) {
        return switch (request.path()) {
            case "/.well-known/webfinger" -> Optional.of(webFinger(request));
            case "/.well-known/nodeinfo" -> Optional.of(WebResponse.json(200, "application/json", nodeInfoLinks.get()));
            case "/nodeinfo/2.0" -> Optional.of(nodeInfo(Version.V2_0));
            case "/nodeinfo/2.1" -> Optional.of(nodeInfo(Version.V2_1));
            case "/.well-known/host-meta" ->
                Optional.of(WebResponse.of(
                        200, HostMetaDocument.MEDIA_TYPE, Body.of(hostMeta.get().xml())));
            case "/.well-known/host-meta.json" ->
                Optional.of(
                        WebResponse.json(200, "application/json", hostMeta.get().json()));
            default -> Optional.empty();
        };
    }

    private WebResponse nodeInfo(Version version) {
        return WebResponse.json(200, version.mediaType(), nodeInfo.apply(version));
    }

    /** For pages of any origin, too: RFC 7033 §5. */
    private WebResponse webFinger(WebRequest request) {
        return request.parameter("resource")
                .map(resource -> webFinger
                        .apply(resource)
                        .map(found -> WebResponse.json(200, WebFingerDocument.MEDIA_TYPE, found))
                        .orElseGet(() -> WebResponse.error(404, "not_found", unknown)))
                .orElseGet(() -> WebResponse.error(400, "resource_missing", "ask with ?resource=acct:" + account))
                .with("Access-Control-Allow-Origin", "*");
    }
}
