package dev.linkspan.benchmarks;

/** How a fake subscriber takes posts. */
enum Manners {
    /** 202 at once. */
    TAKES,
    /** 202 after two seconds. */
    SLOW,
    /** Reads the request and never answers. */
    HANGS
}
