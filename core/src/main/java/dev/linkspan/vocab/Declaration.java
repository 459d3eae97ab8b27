package dev.linkspan.vocab;

/** Where a written document's {@code @context} gets a term's definition. */
public sealed interface Declaration {

    /** From the ActivityStreams context, which is always there. */
    enum Core implements Declaration {
        /** The one instance. */
        CORE
    }

    /**
     * From another context.
     *
     * @param address its URL
     */
    record Context(String address) implements Declaration {}

    /**
     * From a definition that the document holds itself.
     *
     * @param prefix the prefix that the definition uses, {@code as} for ActivityStreams'
     * @param prefixIri what the prefix stands for
     */
    record Inline(String prefix, String prefixIri) implements Declaration {}
}
