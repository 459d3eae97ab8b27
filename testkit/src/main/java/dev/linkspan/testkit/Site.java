package dev.linkspan.testkit;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What an instance shows to a GET. */
final class Site {

    private static final List<String> COLLECTIONS =
            List.of("/followers", "/following", "/outbox", "/replies", "/likes");

    private final Home home;

    /** An answer. */
    record Page(int status, String contentType, Body body) {}

    Site(Home home) {
        this.home = home;
    }

    Page get(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return switch (path) {
            case "/.well-known/webfinger" -> webFinger(query < 0 ? "" : target.substring(query + 1));
            case "/.well-known/nodeinfo" -> page("application/json", ActorDocuments.nodeInfoLinks(home));
            case "/nodeinfo/2.0" -> page("application/json", ActorDocuments.nodeInfo(home));
            default -> document(home.base() + path);
        };
    }

    private Page document(String id) {
        Optional<FakeUser> user = home.directory().byId(id);
        if (user.isPresent()) {
            return home.directory().isDeleted(user.get())
                    ? gone(id)
                    : page(Wire.ACTIVITY_JSON, ActorDocuments.actor(home, user.get()));
        }
        Optional<JsonObject> document = home.shelf().find(id);
        if (document.isPresent()) {
            return page(Wire.ACTIVITY_JSON, document.get());
        }
        if (home.shelf().isDeleted(id)) {
            return gone(id);
        }
        Optional<FakeUser> keyOwner = keyOwner(id);
        if (keyOwner.isPresent()) {
            return page(Wire.ACTIVITY_JSON, ActorDocuments.keyStub(home, keyOwner.get()));
        }
        return COLLECTIONS.stream().anyMatch(id::endsWith)
                ? page(
                        Wire.ACTIVITY_JSON,
                        ActorDocuments.collection(id, home.people().collection(id)))
                : new Page(404, "application/json", Body.of("{\"error\":\"Not Found\"}"));
    }

    /** Whose key has this id, where keys have addresses of their own. */
    Optional<FakeUser> keyOwner(String id) {
        String suffix = home.profile().keySuffix();
        return suffix.startsWith("/") && id.endsWith(suffix)
                ? home.directory().byId(id.substring(0, id.length() - suffix.length()))
                : Optional.empty();
    }

    private Page gone(String id) {
        JsonObject tombstone = JsonText.object()
                .add("@context", Contexts.plain())
                .add("id", id)
                .add("type", "Tombstone")
                .build();
        return new Page(home.profile().statusWhenDeleted(), Wire.ACTIVITY_JSON, JsonText.write(tombstone));
    }

    private Page webFinger(String query) {
        String resource = query.startsWith("resource=")
                ? URLDecoder.decode(query.substring("resource=".length()), StandardCharsets.UTF_8)
                : "";
        Optional<FakeUser> user = resource.startsWith("acct:") && resource.endsWith("@" + home.authority())
                ? home.directory().byName(resource.substring(5, resource.lastIndexOf('@')))
                : home.profile() == Profile.THREADS // which knows nobody by their address
                        ? Optional.empty()
                        : home.directory().byId(resource);
        return user.filter(found -> !home.directory().isDeleted(found))
                .map(found -> page("application/jrd+json", ActorDocuments.webFinger(home, found)))
                .orElseGet(() -> new Page(404, "application/json", Body.of("{}")));
    }

    boolean isInbox(String path) {
        String id = home.base() + path;
        return (path.equals("/inbox") && home.profile().hasSharedInbox())
                || (id.endsWith("/inbox")
                        && home.directory()
                                .byId(id.substring(0, id.length() - "/inbox".length()))
                                .isPresent());
    }

    private static Page page(String contentType, JsonObject document) {
        return new Page(200, contentType + "; charset=utf-8", JsonText.write(document));
    }
}
