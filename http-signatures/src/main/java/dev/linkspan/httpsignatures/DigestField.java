package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Member;
import dev.linkspan.httpsignatures.structured.Member.Item;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.StructuredFieldParser;
import dev.linkspan.httpsignatures.structured.StructuredFieldSerializer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code Content-Digest} or {@code Repr-Digest} field. Algorithms that we do not know are kept. Immutable.
 *
 * @param digests the digests by the algorithm's name, in order
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9530#section-2">RFC 9530 §2</a>
 */
public record DigestField(Map<String, BareItem.ByteSequence> digests) {

    /** More digests than anyone sends; each costs a hash of the body. */
    private static final int MAX_DIGESTS = 16;

    /** Copies the map and keeps its order. */
    public DigestField {
        digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
    }

    /** What comparing with bytes found. */
    public enum Match {
        /** Each digest in an algorithm that we know is that of the bytes, and there is one. */
        MATCHES,
        /** A digest in an algorithm that we know is not that of the bytes. */
        DIFFERS,
        /** There is no digest in an algorithm that we know. */
        NOT_KNOWN
    }

    /** A field of these digests. */
    public static DigestField of(BodyDigest... digests) {
        Map<String, BareItem.ByteSequence> byName = new LinkedHashMap<>();
        for (BodyDigest digest : digests) {
            byName.put(digest.algorithm().registeredName(), new BareItem.ByteSequence(digest.base64()));
        }
        return new DigestField(byName);
    }

    /**
     * Reads the lines of the field.
     *
     * @throws StructuredFieldException if they are no dictionary of at most 16 byte sequences
     */
    public static DigestField parse(List<String> lines) throws StructuredFieldException {
        Map<String, Member> members = StructuredFieldParser.parseDictionary(lines);
        if (members.size() > MAX_DIGESTS) {
            throw new StructuredFieldException(members.size() + " digests (expected: at most " + MAX_DIGESTS + ")");
        }
        Map<String, BareItem.ByteSequence> digests = new LinkedHashMap<>();
        for (Map.Entry<String, Member> member : members.entrySet()) {
            if (!(member.getValue() instanceof Item item) || !(item.value() instanceof BareItem.ByteSequence bytes)) {
                throw new StructuredFieldException(Quoted.label(member.getKey()) + " has no bytes between colons");
            }
            digests.put(member.getKey(), bytes);
        }
        return new DigestField(digests);
    }

    /** Compares with the bytes of a content, or of a whole representation for {@code Repr-Digest}. */
    public Match matches(Body bytes) {
        List<Boolean> matches = new ArrayList<>();
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            BareItem.ByteSequence stated = digests.get(algorithm.registeredName());
            if (stated != null) {
                matches.add(MessageDigest.isEqual(algorithm.digest(bytes), stated.decoded()));
            }
        }
        if (matches.isEmpty()) {
            return Match.NOT_KNOWN;
        }
        return matches.contains(false) ? Match.DIFFERS : Match.MATCHES;
    }

    /** The value of the field; empty if there is no digest. */
    public String serialize() {
        Map<String, Item> members = new LinkedHashMap<>();
        digests.forEach((name, bytes) -> members.put(name, Item.of(bytes)));
        return StructuredFieldSerializer.serializeDictionary(members).orElse("");
    }
}
