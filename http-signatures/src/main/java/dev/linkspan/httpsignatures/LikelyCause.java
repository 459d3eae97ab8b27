package dev.linkspan.httpsignatures;

/**
 * Why a signature probably does not verify: with one thing changed it does. Found by trying what usually goes wrong between
 * sender and receiver; a hint for people, never a reason to accept anything.
 *
 * @param change what has to be otherwise, as in {@code Host is example.com:443}
 * @param explanation who usually does that, as in {@code a proxy rewrote Host}
 */
public record LikelyCause(String change, String explanation) {

    /** Both in one sentence. */
    public String sentence() {
        return "verifies if " + change + ": " + explanation;
    }
}
