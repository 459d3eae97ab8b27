package dev.linkspan.testkit;

/**
 * What a server answered to a request.
 *
 * @param status the status, 0 if there was no answer
 * @param text the body, or why there was no answer
 */
public record Answer(int status, String text) {

    /** Whether the status is one of success. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
