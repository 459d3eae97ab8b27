package dev.linkspan.benchmarks;

import dev.linkspan.httpsignatures.SignatureAlgorithm;
import dev.linkspan.httpsignatures.SignatureProvider;
import dev.linkspan.httpsignatures.SigningKey;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How many bare signatures (RSA, 2048 bits, SHA-256, of a signing string's length) one second of processor time makes, by the
 * engine that the relay chooses too; {@code linkspan.signature.provider} names it for both. With all processors busy, as they are
 * under load, and several times in a run: neighbours change what a second of processor time is worth.
 */
final class Calibration {

    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(1);
    private static final byte[] SIGNING_STRING =
            "(request-target): post /inbox\nhost: 127.0.0.1:8080\n".repeat(4).getBytes(StandardCharsets.US_ASCII);

    private final SignatureProvider engine = SignatureProvider.fastest();
    private final SigningKey key;
    private final List<Double> taken = new ArrayList<>();

    Calibration(SigningKey key) {
        this.key = key;
    }

    /** As the relay's log says it. */
    String engine() {
        return engine.name();
    }

    /** Measures once more, and gives what it found: signatures per CPU-second. */
    double take() {
        if (taken.isEmpty()) {
            run(WARM_UP);
        }
        double found = run(MEASURED);
        taken.add(found);
        return found;
    }

    /** The mean of all so far. */
    double signaturesPerCpuSecond() {
        return taken.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** On all processors at once, as the relay signs: a processor alone may be faster than beside a busy one. */
    private double run(Duration cpu) {
        List<CompletableFuture<Double>> all = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            CompletableFuture<Double> perSecond = new CompletableFuture<>();
            all.add(perSecond);
            Thread.ofPlatform().daemon().start(() -> perSecond.complete(sign(cpu)));
        }
        return all.stream().mapToDouble(CompletableFuture::join).average().orElseThrow();
    }

    private double sign(Duration cpu) {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        long end = begin;
        long signatures = 0;
        while (end - begin < cpu.toNanos()) {
            if (engine.sign(SignatureAlgorithm.RSA_V1_5_SHA256, key.key(), SIGNING_STRING).length > 0) {
                signatures++;
            }
            end = threads.getCurrentThreadCpuTime();
        }
        return signatures * 1e9 / (end - begin);
    }
}
