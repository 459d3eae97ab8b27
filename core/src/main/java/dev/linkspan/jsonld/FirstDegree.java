package dev.linkspan.jsonld;

import com.apicatalog.rdf.api.RdfQuadConsumer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * RDFC-1.0 where it is simple: every blank node differs from all others by the quads that it stands in. So it is in nearly all
 * documents of servers, and then the work is linear but for sorting. Titanium's implementation, which does the rest, takes
 * about three times as long for them. Not thread-safe; one per dataset.
 *
 * @see <a href="https://www.w3.org/TR/rdf-canon/#canon-algo-algo">RDF Dataset Canonicalization §4.4.3</a>
 */
final class FirstDegree {

    /**
     * A canonical form.
     *
     * @param nQuads its N-Quads
     * @param labels what each blank node is called in it
     */
    record Form(String nQuads, Map<String, String> labels) {}

    private final MessageDigest digest = sha256();
    private final Set<Quad> quads;
    private final Map<String, List<Quad>> byBlankNode = new LinkedHashMap<>();

    private FirstDegree(Collection<Quad> quads) {
        this.quads = new LinkedHashSet<>(quads); // a dataset is a set
    }

    /** The form of this dataset; empty if it takes more than this to label its blank nodes. */
    static Optional<Form> of(Collection<Quad> quads) {
        boolean isUsual =
                quads.stream().noneMatch(quad -> quad.direction() != null || RdfQuadConsumer.isBlank(quad.predicate()));
        return isUsual ? new FirstDegree(quads).form() : Optional.empty();
    }

    private Optional<Form> form() {
        // 2.
        for (Quad quad : quads) {
            quad.forEachBlankNode(node -> {
                List<Quad> mentions = byBlankNode.computeIfAbsent(node, key -> new ArrayList<>());
                if (mentions.isEmpty() || !mentions.getLast().equals(quad)) {
                    mentions.add(quad);
                }
            });
        }
        // 3.
        TreeMap<String, String> byHash = new TreeMap<>();
        for (Map.Entry<String, List<Quad>> node : byBlankNode.entrySet()) {
            if (byHash.put(hash(node.getKey(), node.getValue()), node.getKey()) != null) {
                return Optional.empty();
            }
        }
        // 4.
        Map<String, String> labels = new HashMap<>();
        byHash.values().forEach(node -> labels.put(node, "_:c14n" + labels.size()));
        // 6.
        List<byte[]> lines = lines(quads, node -> labels.getOrDefault(node, node));
        return Optional.of(new Form(joined(lines), labels));
    }

    /** §4.6.3, Hash First Degree Quads. */
    private String hash(String node, List<Quad> mentions) {
        lines(mentions, other -> other.equals(node) ? "_:a" : "_:z").forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** In code point order, which is the order of UTF-8's bytes. */
    private static List<byte[]> lines(Collection<Quad> quads, UnaryOperator<String> labels) {
        List<byte[]> lines = new ArrayList<>(quads.size());
        for (Quad quad : quads) {
            lines.add(quad.line(labels).getBytes(StandardCharsets.UTF_8));
        }
        lines.sort(Arrays::compareUnsigned);
        return lines;
    }

    private static String joined(List<byte[]> lines) {
        byte[] all = new byte[lines.stream().mapToInt(line -> line.length).sum()];
        int end = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, all, end, line.length);
            end += line.length;
        }
        return new String(all, StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
