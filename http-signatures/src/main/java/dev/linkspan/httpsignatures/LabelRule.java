package dev.linkspan.httpsignatures;

import java.util.Optional;

/**
 * Which of a message's signatures count. Immutable.
 *
 * @param label the one label that counts; empty for any
 * @param tag the one tag that counts; empty for any
 * @param every whether each signature that counts has to be valid; else one is enough
 */
public record LabelRule(Optional<String> label, Optional<String> tag, boolean every) {

    private static final LabelRule ANY = new LabelRule(Optional.empty(), Optional.empty(), false);

    /** One valid signature is enough, whatever its label. */
    public static LabelRule any() {
        return ANY;
    }

    /** The signature of this label has to be valid; others do not matter. */
    public static LabelRule labelled(String label) {
        return new LabelRule(Optional.of(label), Optional.empty(), false);
    }

    /** One valid signature of this tag is enough; others do not matter. */
    public static LabelRule tagged(String tag) {
        return new LabelRule(Optional.empty(), Optional.of(tag), false);
    }

    /** Each signature that counts has to be valid, and there has to be one. */
    public LabelRule andEvery() {
        return new LabelRule(label, tag, true);
    }
}
