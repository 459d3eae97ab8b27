package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Member;
import dev.linkspan.httpsignatures.structured.Member.InnerList;
import dev.linkspan.httpsignatures.structured.Member.Item;
import dev.linkspan.httpsignatures.structured.Parameters;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One signature that somebody asks for: a member of {@code Accept-Signature}. Immutable.
 *
 * @param components what it should cover, in order
 * @param parameters {@code created} and {@code expires} without a value; {@code nonce}, {@code alg}, {@code keyid},
 *     {@code tag} with the value to use; and others
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9421#section-5.1">RFC 9421 §5.1</a>
 */
public record WantedSignature(List<ComponentIdentifier> components, Parameters parameters) {

    private static final Set<String> FLAGS = Set.of("created", "expires");
    private static final Set<String> STRINGS = Set.of("nonce", "alg", "keyid", "tag");
    private static final BareItem TRUE = new BareItem.BooleanItem(true);

    /** Copies the list; checks the types of the registered parameters. */
    public WantedSignature {
        components = List.copyOf(components);
        Optional<String> fault = fault(parameters);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get());
        }
    }

    /** A signature that covers these components, with nothing said of its parameters. */
    public static WantedSignature covering(List<ComponentIdentifier> components) {
        return new WantedSignature(components, Parameters.none());
    }

    static WantedSignature of(Member member) throws StructuredFieldException {
        if (!(member instanceof InnerList list)) {
            throw new StructuredFieldException("not a list of components in parentheses");
        }
        if (list.items().size() > ParsedSignature.MAX_COMPONENTS) {
            throw new StructuredFieldException("more than " + ParsedSignature.MAX_COMPONENTS + " components");
        }
        Optional<String> fault = fault(list.parameters());
        if (fault.isPresent()) {
            throw new StructuredFieldException(fault.get());
        }
        List<ComponentIdentifier> components = new ArrayList<>();
        for (Item item : list.items()) {
            components.add(ComponentIdentifier.of(item));
        }
        return new WantedSignature(components, list.parameters());
    }

    private static Optional<String> fault(Parameters parameters) {
        for (Map.Entry<String, BareItem> parameter : parameters.entries().entrySet()) {
            if (FLAGS.contains(parameter.getKey()) && !parameter.getValue().equals(TRUE)) {
                return Optional.of(parameter.getKey() + " has a value (expected: none)");
            }
            if (STRINGS.contains(parameter.getKey()) && !(parameter.getValue() instanceof BareItem.StringItem)) {
                return Optional.of(parameter.getKey() + " is no string");
            }
        }
        return Optional.empty();
    }

    /** Whether to say when the signature was made. */
    public boolean wantsCreated() {
        return parameters.get("created").isPresent();
    }

    /** Whether to say when the signature ends. */
    public boolean wantsExpires() {
        return parameters.get("expires").isPresent();
    }

    /** The nonce to use. */
    public Optional<String> nonce() {
        return string("nonce");
    }

    /** The algorithm to use. */
    public Optional<String> alg() {
        return string("alg");
    }

    /** The key to use. */
    public Optional<String> keyid() {
        return string("keyid");
    }

    /** The tag to use. */
    public Optional<String> tag() {
        return string("tag");
    }

    private Optional<String> string(String name) {
        return parameters.get(name).orElse(null) instanceof BareItem.StringItem text
                ? Optional.of(text.value())
                : Optional.empty();
    }

    /** Whether there are parameters that nobody registered. */
    boolean hasOtherParameters() {
        return parameters.entries().keySet().stream()
                .anyMatch(name -> !FLAGS.contains(name) && !STRINGS.contains(name));
    }

    /** Asks for a time of creation. */
    public WantedSignature withCreated() {
        return with("created", TRUE);
    }

    /** Asks for an end. */
    public WantedSignature withExpires() {
        return with("expires", TRUE);
    }

    /** Asks for this nonce; one that was not used before proves that the answer is fresh. */
    public WantedSignature withNonce(String nonce) {
        return with("nonce", new BareItem.StringItem(nonce));
    }

    /** Asks for this algorithm. */
    public WantedSignature withAlg(SignatureAlgorithm algorithm) {
        return with("alg", new BareItem.StringItem(algorithm.registeredName()));
    }

    /** Asks for this key. */
    public WantedSignature withKeyid(String keyid) {
        return with("keyid", new BareItem.StringItem(keyid));
    }

    /** Asks for this tag. */
    public WantedSignature withTag(String tag) {
        return with("tag", new BareItem.StringItem(tag));
    }

    private WantedSignature with(String name, BareItem value) {
        return new WantedSignature(components, parameters.with(name, value));
    }

    InnerList innerList() {
        return new InnerList(components.stream().map(ComponentIdentifier::item).toList(), parameters);
    }
}
