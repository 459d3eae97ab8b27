package dev.linkspan.federation;

import java.time.Instant;

/** What became of moving one of our actors to another account. */
public sealed interface MoveResult {

    /**
     * Its followers are told.
     *
     * @param sent the Move
     */
    record Announced(Sent sent) implements MoveResult {}

    /**
     * The accounts do not say of each other that they are one person's; nobody is told.
     *
     * @param detail what is missing
     */
    record Unconfirmed(String detail) implements MoveResult {}

    /**
     * The server of the new account cannot say just now; nobody is told.
     *
     * @param detail why
     */
    record Unreachable(String detail) implements MoveResult {}

    /**
     * It moved not long ago, to another account; nobody is told. Other servers would not follow, either.
     *
     * @param until it may move again
     */
    record TooSoon(Instant until) implements MoveResult {}
}
