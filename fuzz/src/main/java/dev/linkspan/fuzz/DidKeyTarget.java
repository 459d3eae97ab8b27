package dev.linkspan.fuzz;

import dev.linkspan.build.Work;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.DidKeys;
import dev.linkspan.httpsignatures.KeyFormatException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;

/** Keys as identifiers: what is read has the controller that it says, and reads the same when written. */
final class DidKeyTarget implements FuzzTarget {

    @Override
    public List<String> seeds() {
        // FEP-8b32's key; the second form is that of a verification method.
        return List.of(
                "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
                "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2");
    }

    @Override
    public void read(Body input) {
        String text = new String(input.bytes(), StandardCharsets.ISO_8859_1);
        Work.requireAtMost(2 * MultikeyTarget.MOST_BYTES + 100L * input.length(), () -> {
            try {
                PublicKey key = DidKeys.read(text);
                PublicKey again = DidKeys.read(DidKeys.verificationMethod(key));
                if (!again.equals(key)
                        || !DidKeys.read(DidKeys.controller(text)).equals(key)) {
                    throw new AssertionError("does not read what it writes of " + text);
                }
            } catch (KeyFormatException e) {
                // What it is for.
            }
        });
    }
}
