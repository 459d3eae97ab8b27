package dev.linkspan.server.inspect;

/**
 * How a Linkspan inbox would answer, if the sender may publish there.
 *
 * @param status the status code
 * @param code the error code on the wire, or why the activity is taken
 * @param detail a sentence; empty if there is nothing to add
 */
public record InboxAnswer(int status, String code, String detail) {}
