package dev.linkspan.testkit;

/** How an activity is signed when it is published. */
public enum Signed {
    /** The document carries a Linked Data signature of its author, so that others may pass it on. */
    LD,
    /** Only the HTTP request is signed, as servers in secure mode and most other software do. */
    HTTP_ONLY
}
