package dev.linkspan.testkit;

/** What an instance made of something that arrived. */
public enum Fate {
    /** It had its effect. */
    TAKEN,
    /** It was answered with success and then dropped, or had no effect; its sender never learns that. */
    DROPPED,
    /** It was answered with a refusal. */
    REFUSED,
    /** An injected fault met it before any rule. */
    FAULT
}
