package dev.linkspan.httpsignatures;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Signed with another algorithm than stated. */
final class AlgorithmSuspects {

    private AlgorithmSuspects() {}

    static Stream<Suspect> of(VerificationKey key, HttpMessage.Request message) {
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(algorithm -> algorithm.fits(key.key()))
                .map(algorithm -> new Suspect(
                        new LikelyCause(
                                "the algorithm is " + algorithm.registeredName(),
                                "the sender states another algorithm than it signs with"),
                        message,
                        base -> base,
                        Optional.of(algorithm)));
    }
}
