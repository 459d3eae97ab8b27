package dev.linkspan.web;

import dev.linkspan.federation.Intake;
import dev.linkspan.httpsignatures.Body;

/** How reading a body ended. */
sealed interface ReadBody {

    /** All of it came, or as much as is read of one. */
    record Whole(Body body) implements ReadBody {}

    /** It did not come in time. */
    record Late() implements ReadBody {}

    /** There is no room for it now. */
    record PutOff(Intake.Verdict.Refused refused) implements ReadBody {}

    /** Something before us read of it, or changed it: what is left is not what came. */
    record Consumed() implements ReadBody {}
}
