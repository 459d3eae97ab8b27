package dev.linkspan.testkit;

/** In which form something arrived. */
public enum Form {
    /** An activity of somebody else than the sender of the request. */
    FORWARDED,
    /** The sender's Announce of somebody's object. */
    ANNOUNCED,
    /** The sender takes an Announce back. */
    UNDONE,
    /** Follow, Accept, Reject, or an Undo of a Follow. */
    CONTROL,
    /** Another activity of the sender's own. */
    DIRECT,
    /** A body that is no activity. */
    UNREADABLE
}
