package dev.linkspan.fuzz;

import dev.linkspan.httpsignatures.Body;
import java.util.List;

/** One reader of a stranger's text, with what must hold whatever the text is. */
interface FuzzTarget {

    /** Genuine texts to start from; the target must accept each. */
    List<String> seeds();

    /** Reads the input. Whatever is thrown here is a finding. */
    void read(Body input);
}
