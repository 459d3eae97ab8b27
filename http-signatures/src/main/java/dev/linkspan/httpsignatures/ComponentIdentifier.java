package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Member.Item;
import dev.linkspan.httpsignatures.structured.Parameters;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.StructuredFieldParser;
import dev.linkspan.httpsignatures.structured.StructuredFieldSerializer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What names one line of a signature base: a field or a derived component, with parameters. Whether the combination
 * makes sense is decided by {@link SignatureBase}, so that whatever a stranger writes can be read, shown and refused.
 * Two identifiers are equal if their names and parameters are, in whatever order the parameters stand (§2). Immutable.
 *
 * @param name a field name in lower case, or a derived component's name with its {@code @}
 * @param parameters {@code sf}, {@code key}, {@code bs}, {@code tr}, {@code req}, {@code name}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2">RFC 9421 §2</a>
 */
public record ComponentIdentifier(String name, Parameters parameters) {

    private static final BareItem TRUE = new BareItem.BooleanItem(true);

    /** Checks that the name can be written. */
    public ComponentIdentifier {
        CoveredFields.requirePrintable("name", name);
    }

    /** The method of a request (§2.2.1). */
    public static ComponentIdentifier method() {
        return named("@method");
    }

    /** The absolute target of a request (§2.2.2). */
    public static ComponentIdentifier targetUri() {
        return named("@target-uri");
    }

    /** Host and port of a request, in lower case and without the default port (§2.2.3). */
    public static ComponentIdentifier authority() {
        return named("@authority");
    }

    /** The scheme of a request's target (§2.2.4). */
    public static ComponentIdentifier scheme() {
        return named("@scheme");
    }

    /** What stands on the request line after the method (§2.2.5). */
    public static ComponentIdentifier requestTarget() {
        return named("@request-target");
    }

    /** The path of a request's target (§2.2.6). */
    public static ComponentIdentifier path() {
        return named("@path");
    }

    /** The query of a request's target with its question mark, which stands there even if there is no query (§2.2.7). */
    public static ComponentIdentifier query() {
        return named("@query");
    }

    /**
     * One parameter of a request's query (§2.2.8).
     *
     * @param parameterName its name as it reads; encoded here as the specification wants it
     */
    public static ComponentIdentifier queryParam(String parameterName) {
        return named("@query-param").with("name", new BareItem.StringItem(QueryParameter.encoded(parameterName)));
    }

    /** The status code of a response (§2.2.9). */
    public static ComponentIdentifier status() {
        return named("@status");
    }

    /** A field; the name's case does not matter (§2.1). */
    public static ComponentIdentifier field(String fieldName) {
        return named(fieldName.toLowerCase(Locale.ROOT));
    }

    private static ComponentIdentifier named(String name) {
        return new ComponentIdentifier(name, Parameters.none());
    }

    /**
     * Reads an identifier in the form of the specification, say {@code "@query-param";name="id"}.
     *
     * @throws StructuredFieldException if it is not a string with parameters
     */
    public static ComponentIdentifier parse(String text) throws StructuredFieldException {
        return of(StructuredFieldParser.parseItem(List.of(text)));
    }

    static ComponentIdentifier of(Item item) throws StructuredFieldException {
        if (item.value() instanceof BareItem.StringItem name) {
            return new ComponentIdentifier(name.value(), item.parameters());
        }
        throw new StructuredFieldException("covers " + Quoted.of(StructuredFieldSerializer.serialize(item))
                + " (expected: a component's name as a string)");
    }

    /** This field, parsed and written anew as a structured field (§2.1.1). */
    public ComponentIdentifier sf() {
        return with("sf", TRUE);
    }

    /** One member of this field, which is a dictionary (§2.1.2). */
    public ComponentIdentifier key(String member) {
        return with("key", new BareItem.StringItem(member));
    }

    /** This field with each line wrapped as bytes (§2.1.3). */
    public ComponentIdentifier bs() {
        return with("bs", TRUE);
    }

    /** This field among the trailers (§2.1.4). */
    public ComponentIdentifier tr() {
        return with("tr", TRUE);
    }

    /** This component of the request that a response answers (§2.4). */
    public ComponentIdentifier req() {
        return with("req", TRUE);
    }

    /** Whether this is not a field. */
    public boolean isDerived() {
        return name.startsWith("@");
    }

    /** Whether it is taken from the request that a response answers. */
    public boolean isOfRequest() {
        return parameters.get("req").isPresent();
    }

    Optional<BareItem> parameter(String key) {
        return parameters.get(key);
    }

    Item item() {
        return new Item(new BareItem.StringItem(name), parameters);
    }

    private ComponentIdentifier with(String key, BareItem value) {
        return new ComponentIdentifier(name, parameters.with(key, value));
    }

    /** The identifier as it stands in a signature base, say {@code "content-digest";req}. */
    @Override
    public String toString() {
        return StructuredFieldSerializer.serialize(item());
    }
}
