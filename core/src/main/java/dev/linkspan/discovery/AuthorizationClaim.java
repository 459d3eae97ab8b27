package dev.linkspan.discovery;

/**
 * Somebody's claim that an author agreed to an interaction.
 *
 * @param type what the author is said to have issued, such as {@code QuoteAuthorization} or {@code ReplyAuthorization}
 * @param authorization the id of that, as the interacting object gives it
 * @param interactingObject the id of the quoting or answering post, or of the like or announcement
 * @param target the id of the post that is quoted or answered
 * @param author the id of the actor who wrote that post, from the post itself
 */
public record AuthorizationClaim(
        String type, String authorization, String interactingObject, String target, String author) {}
