package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import dev.linkspan.httpsignatures.structured.Member;
import dev.linkspan.httpsignatures.structured.Member.Item;
import dev.linkspan.httpsignatures.structured.StructuredFieldException;
import dev.linkspan.httpsignatures.structured.StructuredFieldParser;
import dev.linkspan.httpsignatures.structured.StructuredFieldSerializer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code Want-Content-Digest} or {@code Want-Repr-Digest} field: how much which digest is wanted. Immutable.
 *
 * @param weights from 1 (least wanted) to 10 (most wanted), or 0 for unwanted, by the algorithm's name
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9530#section-4">RFC 9530 §4</a>
 */
public record DigestPreferences(Map<String, Integer> weights) {

    private static final int MAX_WEIGHT = 10;
    private static final int MAX_ALGORITHMS = 16;

    /** Copies the map and keeps its order; checks the weights. */
    public DigestPreferences {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        for (Map.Entry<String, Integer> weight : weights.entrySet()) {
            if (weight.getValue() < 0 || weight.getValue() > MAX_WEIGHT) {
                throw new IllegalArgumentException(weight + " (expected: 0..10)");
            }
        }
    }

    /**
     * Reads the lines of the field.
     *
     * @throws StructuredFieldException if they are no dictionary of at most 16 integers from 0 to 10
     */
    public static DigestPreferences parse(List<String> lines) throws StructuredFieldException {
        Map<String, Member> members = StructuredFieldParser.parseDictionary(lines);
        if (members.size() > MAX_ALGORITHMS) {
            throw new StructuredFieldException(
                    members.size() + " algorithms (expected: at most " + MAX_ALGORITHMS + ")");
        }
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (Map.Entry<String, Member> member : members.entrySet()) {
            if (!(member.getValue() instanceof Item item)
                    || !(item.value() instanceof BareItem.IntegerItem weight)
                    || weight.value() < 0
                    || weight.value() > MAX_WEIGHT) {
                throw new StructuredFieldException(Quoted.label(member.getKey()) + " has no weight from 0 to 10");
            }
            weights.put(member.getKey(), (int) weight.value());
        }
        return new DigestPreferences(weights);
    }

    /** The most wanted algorithm that we know; the first in the field of equal ones; empty if all are unwanted. */
    public Optional<DigestAlgorithm> choose() {
        Optional<DigestAlgorithm> chosen = Optional.empty();
        int highest = 0;
        for (Map.Entry<String, Integer> weight : weights.entrySet()) {
            Optional<DigestAlgorithm> algorithm = DigestAlgorithm.named(weight.getKey());
            if (algorithm.isPresent() && weight.getValue() > highest) {
                highest = weight.getValue();
                chosen = algorithm;
            }
        }
        return chosen;
    }

    /** The value of the field; empty if nothing is said. */
    public String serialize() {
        Map<String, Item> members = new LinkedHashMap<>();
        weights.forEach((name, weight) -> members.put(name, Item.of(new BareItem.IntegerItem(weight))));
        return StructuredFieldSerializer.serializeDictionary(members).orElse("");
    }
}
