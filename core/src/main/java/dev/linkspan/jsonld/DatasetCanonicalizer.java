package dev.linkspan.jsonld;

import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.canon.RdfCanonTicker;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import dev.linkspan.vocab.Iris;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * RDFC-1.0 (earlier URDNA2015) over one dataset, within limits. Not thread-safe; one per dataset.
 *
 * @see <a href="https://www.w3.org/TR/rdf-canon/">RDF Dataset Canonicalization</a>
 */
final class DatasetCanonicalizer implements RdfQuadConsumer {

    // Of 314 recorded documents the longest takes 148 steps; ten attachments that are all alike take 525.
    private static final int HONEST_TICKS = 2_000;
    private static final int HONEST_TEXT = 65_536;

    private final CanonicalizationLimits limits;
    private final boolean isShortWayOpen;
    private final RdfCanon canon;
    private final Set<String> blankNodes = new HashSet<>();
    private final List<Quad> quads = new ArrayList<>();
    private Map<String, String> labels = Map.of();
    private long blankNodeText;

    DatasetCanonicalizer(CanonicalizationLimits limits, LongSupplier nanoTime) {
        this(limits, nanoTime, "SHA-256");
    }

    DatasetCanonicalizer(CanonicalizationLimits limits, LongSupplier nanoTime, String hash) {
        this.limits = limits;
        this.isShortWayOpen = hash.equals("SHA-256");
        this.canon = RdfCanon.create(hash, new Stopwatch(nanoTime));
    }

    /** The dataset would cost more than allowed. */
    static final class TooComplexException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        TooComplexException(String message) {
            super(message);
        }
    }

    /** A term that N-Quads cannot carry, so that its text could pass for other quads. */
    static final class IllegalTermException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        IllegalTermException(String message) {
            super(message);
        }
    }

    @Override
    public RdfQuadConsumer quad(
            String subject,
            String predicate,
            String object,
            @Nullable String datatype,
            @Nullable String language,
            @Nullable String direction,
            @Nullable String graph) {
        if (quads.size() >= limits.quads()) {
            throw new TooComplexException("the document makes more than " + limits.quads() + " quads");
        }
        resource(subject);
        resource(predicate);
        if (datatype == null && language == null) {
            resource(object);
        } else if (RdfQuadConsumer.isBlank(subject)) {
            blankNodeText += object.length();
        }
        if (datatype != null) {
            resource(datatype);
        }
        if (language != null && !isLanguageTag(language)) {
            throw new IllegalTermException("not a language tag: " + shortened(language));
        }
        if (graph != null) {
            resource(graph);
        }
        quads.add(new Quad(subject, predicate, object, datatype, language, direction, graph));
        return this;
    }

    /** The canonical N-Quads. */
    String nQuads() throws RdfConsumerException {
        Optional<FirstDegree.Form> form = isShortWayOpen ? FirstDegree.of(quads) : Optional.empty();
        if (form.isPresent()) {
            labels = form.get().labels();
            return form.get().nQuads();
        }
        for (Quad quad : quads) {
            canon.quad(
                    quad.subject(),
                    quad.predicate(),
                    quad.object(),
                    quad.datatype(),
                    quad.language(),
                    quad.direction(),
                    quad.graph());
        }
        StringWriter text = new StringWriter();
        canon.provide(new NQuadsWriter(text));
        labels = canon.mapping();
        return text.toString();
    }

    /** Which canonical label each blank node got; known once the N-Quads are. */
    Map<String, String> labels() {
        return labels;
    }

    private void resource(String name) {
        if (RdfQuadConsumer.isBlank(name)) {
            if (blankNodes.add(name) && blankNodes.size() > limits.blankNodes()) {
                throw new TooComplexException("the document has more than " + limits.blankNodes() + " blank nodes");
            }
        } else if (!Iris.isWritable(name)) {
            throw new IllegalTermException("not an IRI: " + shortened(name));
        }
    }

    private static boolean isLanguageTag(String tag) {
        return tag.chars()
                .allMatch(c -> c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) : text;
    }

    /*
     * Steps say how much work it is: what equal nodes need grows with the factorial of their number where each refers to
     * each, and with its square along a list of equal items. Time alone would be a bad judge: the first document after the
     * start, or any on a crowded machine, takes long for no fault of its own. So the clock counts only after more steps than
     * an honest document needs, unless its blank nodes carry so much text that steps are no measure.
     */
    private final class Stopwatch implements RdfCanonTicker {
        private final LongSupplier nanoTime;
        private long start;
        private int ticks;

        Stopwatch(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
        }

        @Override
        public void tick() {
            if (ticks++ == 0) {
                start = nanoTime.getAsLong();
            }
            if (ticks > limits.labellingSteps()) {
                throw new TooComplexException(
                        "labelling its blank nodes takes more than " + limits.labellingSteps() + " steps");
            }
            if (ticks <= HONEST_TICKS && blankNodeText <= HONEST_TEXT) {
                return;
            }
            if (nanoTime.getAsLong() - start > limits.labellingTime().toNanos()) {
                throw new TooComplexException("labelling its blank nodes takes longer than "
                        + limits.labellingTime().toMillis() + " ms");
            }
        }
    }
}
