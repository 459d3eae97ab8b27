package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Member;
import dev.linkspan.httpsignatures.structured.Member.InnerList;
import dev.linkspan.httpsignatures.structured.Member.Item;
import dev.linkspan.httpsignatures.structured.Parameters;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.StructuredFieldParser;
import dev.linkspan.httpsignatures.structured.StructuredFieldSerializer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one signature covers and says of itself: a member of {@code Signature-Input}. Parameters keep their order, and
 * those that nobody registered stay, because all of them are signed. Immutable.
 *
 * @param components what is covered, in order
 * @param parameters {@code created}, {@code expires}, {@code nonce}, {@code alg}, {@code keyid}, {@code tag}, and others
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-2.3">RFC 9421 §2.3</a>
 */
public record SignatureInput(List<ComponentIdentifier> components, Parameters parameters) {

    private static final String CREATED = "created";
    private static final String EXPIRES = "expires";
    private static final List<String> TIMES = List.of(CREATED, EXPIRES);
    private static final List<String> STRINGS = List.of("nonce", "alg", "keyid", "tag");

    /** Copies the list; checks the types of the registered parameters. */
    public SignatureInput {
        components = List.copyOf(components);
        Optional<String> fault = fault(parameters);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get());
        }
    }

    /** An input that covers these components and says nothing else yet. */
    public static SignatureInput covering(List<ComponentIdentifier> components) {
        return new SignatureInput(components, Parameters.none());
    }

    /**
     * Reads the inner list of one label, say {@code ("@method" "@path");created=1618884473}.
     *
     * @throws StructuredFieldException if it is none, or a registered parameter has the wrong type
     */
    public static SignatureInput parse(String innerList) throws StructuredFieldException {
        List<Member> members = StructuredFieldParser.parseList(List.of(innerList));
        if (members.size() != 1) {
            throw new StructuredFieldException(members.size() + " members (expected: 1)");
        }
        return of(members.get(0));
    }

    static SignatureInput of(Member member) throws StructuredFieldException {
        if (!(member instanceof InnerList list)) {
            throw new StructuredFieldException("is not a list of components in parentheses");
        }
        Optional<String> fault = fault(list.parameters());
        if (fault.isPresent()) {
            throw new StructuredFieldException("has " + fault.get());
        }
        List<ComponentIdentifier> components = new ArrayList<>(list.items().size());
        for (Item item : list.items()) {
            components.add(ComponentIdentifier.of(item));
        }
        return new SignatureInput(components, list.parameters());
    }

    private static Optional<String> fault(Parameters parameters) {
        for (String name : TIMES) {
            Optional<BareItem> value = parameters.get(name);
            if (value.isPresent() && !(value.get() instanceof BareItem.IntegerItem)) {
                return Optional.of(name + ": " + Quoted.of(value.get().toString()) + " (expected: an integer)");
            }
        }
        for (String name : STRINGS) {
            Optional<BareItem> value = parameters.get(name);
            if (value.isPresent() && !(value.get() instanceof BareItem.StringItem)) {
                return Optional.of(name + ": " + Quoted.of(value.get().toString()) + " (expected: a string)");
            }
        }
        return Optional.empty();
    }

    /** When the signature was made, by its own account. */
    public Optional<Instant> created() {
        return time(CREATED);
    }

    /** When the signature ends, by its own account. */
    public Optional<Instant> expires() {
        return time(EXPIRES);
    }

    /** A value that makes the signature unique. */
    public Optional<String> nonce() {
        return string("nonce");
    }

    /** The name of the algorithm. */
    public Optional<String> alg() {
        return string("alg");
    }

    /** The name of the key. */
    public Optional<String> keyid() {
        return string("keyid");
    }

    /** The application for which the signature was made. */
    public Optional<String> tag() {
        return string("tag");
    }

    private Optional<Instant> time(String name) {
        return parameters.get(name).orElse(null) instanceof BareItem.IntegerItem seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.value()))
                : Optional.empty();
    }

    private Optional<String> string(String name) {
        return parameters.get(name).orElse(null) instanceof BareItem.StringItem text
                ? Optional.of(text.value())
                : Optional.empty();
    }

    /** This input with a time of creation; fractions of a second are dropped. */
    public SignatureInput withCreated(Instant created) {
        return with(CREATED, new BareItem.IntegerItem(created.getEpochSecond()));
    }

    /** This input with an end; fractions of a second are dropped. */
    public SignatureInput withExpires(Instant expires) {
        return with(EXPIRES, new BareItem.IntegerItem(expires.getEpochSecond()));
    }

    /** This input with a nonce. */
    public SignatureInput withNonce(String nonce) {
        return with("nonce", new BareItem.StringItem(nonce));
    }

    /** This input with the name of its algorithm. */
    public SignatureInput withAlg(SignatureAlgorithm algorithm) {
        return with("alg", new BareItem.StringItem(algorithm.registeredName()));
    }

    /** This input with the name of its key. */
    public SignatureInput withKeyid(String keyid) {
        return with("keyid", new BareItem.StringItem(keyid));
    }

    /** This input with a tag. */
    public SignatureInput withTag(String tag) {
        return with("tag", new BareItem.StringItem(tag));
    }

    /** This input with one more parameter at the end, registered or not. */
    public SignatureInput with(String name, BareItem value) {
        return new SignatureInput(components, parameters.with(name, value));
    }

    /**
     * The inner list as it stands in the field and in the signature base.
     *
     * @throws dev.linkspan.httpsignatures.structured.UnserializableException if a parameter has no form
     */
    public String serialize() {
        return StructuredFieldSerializer.serialize(innerList());
    }

    InnerList innerList() {
        return new InnerList(components.stream().map(ComponentIdentifier::item).toList(), parameters);
    }

    /** The same as {@link #serialize}. */
    @Override
    public String toString() {
        return serialize();
    }
}
