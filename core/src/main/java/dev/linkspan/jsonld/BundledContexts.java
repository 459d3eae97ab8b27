package dev.linkspan.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that come with us, by address. There are no others: an address that is not here is unknown, and nothing
 * is ever fetched. Thread-safe.
 */
final class BundledContexts implements DocumentLoader {

    private static final List<String> TABLES = List.of(
            "activitystreams",
            "cid-v1",
            "data-integrity-v1",
            "data-integrity-v2",
            "did-v1",
            "fep-5711",
            "fep-7aa9",
            "fep-ef61",
            "gotosocial",
            "identity-v1",
            "join-lemmy",
            "joinmastodon",
            "litepub-0.1",
            "miscellany",
            "multikey-v1",
            "security-v1",
            "webfinger");

    private static final String ANY_HOST = "*";

    static final BundledContexts INSTANCE = new BundledContexts();

    private final Map<String, JsonValue> published = new HashMap<>();
    private final Map<String, JsonValue> definitions = new HashMap<>();
    private final Map<String, Document> documents = new HashMap<>();

    private BundledContexts() {
        for (String name : TABLES) {
            TermTable table = TermTable.parse(read(name));
            Document document = JsonDocument.of(
                    Trees.object().add("@context", table.context()).build());
            table.addresses().forEach(address -> {
                published.put(address, table.context());
                definitions.put(key(address), table.context());
                documents.put(key(address), document);
            });
        }
    }

    /** All of them, what they define by the address that they are published at. */
    Map<String, JsonValue> published() {
        return Collections.unmodifiableMap(published);
    }

    /** What the context at an address defines. */
    Optional<JsonValue> definitions(String address) {
        return find(address, definitions);
    }

    boolean contains(String address) {
        return find(address).isPresent();
    }

    Optional<Document> find(String address) {
        return find(address, documents);
    }

    private static <T> Optional<T> find(String address, Map<String, T> contexts) {
        String key = key(address);
        T exact = contexts.get(key);
        return Optional.ofNullable(exact != null ? exact : contexts.get(withAnyHost(key)));
    }

    @Override
    public Document loadDocument(@Nullable URI url, DocumentLoaderOptions options) throws JsonLdError {
        return find(String.valueOf(url))
                .orElseThrow(() -> new JsonLdError(
                        JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED, "not a bundled context: " + url));
    }

    // Scheme and fragment change nothing about what these addresses serve. A trailing slash does, so it counts.
    private static String key(String address) {
        int hash = address.indexOf('#');
        String bare = hash < 0 ? address : address.substring(0, hash);
        int scheme = bare.indexOf("://");
        if (scheme < 0) {
            return bare;
        }
        String name = bare.substring(0, scheme).toLowerCase(Locale.ROOT);
        return name.equals("http") || name.equals("https") ? bare.substring(scheme + 3) : bare;
    }

    private static String withAnyHost(String key) {
        int path = key.indexOf('/');
        return path < 0 ? key : ANY_HOST + key.substring(path);
    }

    private static String read(String name) {
        try (InputStream in = BundledContexts.class.getResourceAsStream(name + ".terms")) {
            if (in == null) {
                throw new IllegalStateException("no table of terms: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
