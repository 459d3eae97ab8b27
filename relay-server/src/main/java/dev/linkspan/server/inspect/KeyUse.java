package dev.linkspan.server.inspect;

/**
 * Which of the keys on the command line answered to a key id.
 *
 * @param keyId the id
 * @param file the file's name
 * @param number which of its keys, from 1
 * @param of how many keys it has
 */
public record KeyUse(String keyId, String file, int number, int of) {

    /** The file, and the key if it has several. */
    String place() {
        return of == 1 ? file : file + ", key " + number + " of " + of;
    }
}
