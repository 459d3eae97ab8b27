package dev.linkspan.httpsignatures;

import static java.util.Map.entry;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which fields are structured fields, and of what type. {@code sf} and {@code key} can be computed for these only:
 * guessing a type from a value would let signer and verifier guess differently. Fields of an application's own are added
 * with {@link #with}. Immutable, thread-safe.
 *
 * @param types the type by the field's name in lower case
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2.1.1">RFC 9421 §2.1.1</a>
 * @see <a href="https://www.iana.org/assignments/http-fields">HTTP Field Name Registry</a>
 */
public record FieldTypes(Map<String, Type> types) {

    /** The three types of a structured field. */
    public enum Type {
        /** One value. */
        ITEM,
        /** Values in a row. */
        LIST,
        /** Values under keys. */
        DICTIONARY
    }

    // Registered fields that are structured by the "Structured Type" of the registry or, where that is empty
    // (Reporting-Endpoints), by the specification that it points at. Older fields whose values often parse as
    // structured
    // are none: their retrofit (draft-ietf-httpbis-retrofit) became no RFC, and RFC 9651 did not take it up.
    private static final FieldTypes REGISTERED = new FieldTypes(Map.ofEntries(
            entry("accept-ch", Type.LIST),
            entry("accept-query", Type.LIST),
            entry("accept-signature", Type.DICTIONARY),
            entry("activate-storage-access", Type.ITEM),
            entry("available-dictionary", Type.ITEM),
            entry("cache-group-invalidation", Type.LIST),
            entry("cache-groups", Type.LIST),
            entry("cache-status", Type.LIST),
            entry("capsule-protocol", Type.ITEM),
            entry("cdn-cache-control", Type.DICTIONARY),
            entry("client-cert", Type.ITEM),
            entry("client-cert-chain", Type.LIST),
            entry("concealed-auth-export", Type.ITEM),
            entry("connect-udp-bind", Type.ITEM),
            entry("content-digest", Type.DICTIONARY),
            entry("cross-origin-embedder-policy", Type.ITEM),
            entry("cross-origin-embedder-policy-report-only", Type.ITEM),
            entry("cross-origin-opener-policy", Type.ITEM),
            entry("cross-origin-opener-policy-report-only", Type.ITEM),
            entry("deprecation", Type.ITEM),
            entry("dictionary-id", Type.ITEM),
            entry("incremental", Type.ITEM),
            entry("link-template", Type.LIST),
            entry("no-vary-search", Type.DICTIONARY),
            entry("origin-agent-cluster", Type.ITEM),
            entry("permissions-policy", Type.DICTIONARY),
            entry("priority", Type.DICTIONARY),
            entry("proxy-public-address", Type.LIST),
            entry("proxy-status", Type.LIST),
            entry("reporting-endpoints", Type.DICTIONARY),
            entry("repr-digest", Type.DICTIONARY),
            entry("sec-fetch-dest", Type.ITEM),
            entry("sec-fetch-mode", Type.ITEM),
            entry("sec-fetch-site", Type.ITEM),
            entry("sec-fetch-storage-access", Type.ITEM),
            entry("sec-fetch-user", Type.ITEM),
            entry("signature", Type.DICTIONARY),
            entry("signature-input", Type.DICTIONARY),
            entry("unencoded-digest", Type.DICTIONARY),
            entry("use-as-dictionary", Type.DICTIONARY),
            entry("want-content-digest", Type.DICTIONARY),
            entry("want-repr-digest", Type.DICTIONARY),
            entry("want-unencoded-digest", Type.DICTIONARY)));

    /** Copies the map. */
    public FieldTypes {
        types = Map.copyOf(types);
    }

    /** The fields that are registered as structured. */
    public static FieldTypes registered() {
        return REGISTERED;
    }

    /** These and one more field; a type given before is replaced. */
    public FieldTypes with(String fieldName, Type type) {
        Map<String, Type> more = new LinkedHashMap<>(types);
        more.put(fieldName.toLowerCase(Locale.ROOT), type);
        return new FieldTypes(more);
    }

    /** The type of a field, by its name in lower case. */
    Optional<Type> of(String fieldName) {
        return Optional.ofNullable(types.get(fieldName));
    }
}
