package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.SigningKey;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** How many requests one second of processor time signs, by the engine and JDK that the relay uses too. */
final class Calibration {

    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(3);

    private Calibration() {}

    /** Signatures per CPU-second. */
    static double signaturesPerCpuSecond(SigningKey key) {
        run(key, WARM_UP);
        return run(key, MEASURED);
    }

    private static double run(SigningKey key, Duration cpu) {
        RequestSigner signer = RequestSigner.cavage();
        HttpMessage.Request message =
                new HttpMessage.Request("POST", URI.create("http://127.0.0.1:8080/inbox"), Fields.none());
        BodyDigest digest = BodyDigest.of(Body.of("{}"));
        Instant now = Instant.EPOCH;
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        long end = begin;
        long signatures = 0;
        long length = 0;
        while (end - begin < cpu.toNanos()) {
            length += signer.sign(message, digest, key, now).lines().size();
            signatures++;
            end = threads.getCurrentThreadCpuTime();
        }
        if (length == 0) {
            throw new IllegalStateException("nothing was signed");
        }
        return signatures * 1e9 / (end - begin);
    }
}
