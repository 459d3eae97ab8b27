package dev.linkspan.benchmarks.signatures;

import dev.linkspan.httpsignatures.SignatureAlgorithm;
import dev.linkspan.httpsignatures.SignatureProvider;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One signature over 300 bytes, by each provider; {@code fastest} is the native one where it works. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up before it measures
public class EngineBenchmark {

    private static final byte[] TEXT = "x".repeat(300).getBytes(StandardCharsets.US_ASCII);

    /** Whose work is measured. */
    @Param({"jdk", "fastest"})
    public String provider;

    /** Which algorithm. */
    @Param({"RSA_V1_5_SHA256", "ED25519", "ECDSA_P256_SHA256"})
    public SignatureAlgorithm algorithm;

    private SignatureProvider engine;
    private KeyPair keys;
    private byte[] signature;

    /** For JMH. */
    public EngineBenchmark() {}

    /** Makes keys and a signature. */
    @Setup
    public void prepare() {
        engine = provider.equals("jdk") ? SignatureProvider.jdk() : SignatureProvider.fastest();
        keys = Samples.keyPair(
                switch (algorithm) {
                    case ED25519 -> "Ed25519";
                    case ECDSA_P256_SHA256 -> "EC";
                    default -> "RSA";
                });
        signature = engine.sign(algorithm, keys.getPrivate(), TEXT);
    }

    /** Signs. */
    @Benchmark
    public byte[] sign() {
        return engine.sign(algorithm, keys.getPrivate(), TEXT);
    }

    /** Verifies. */
    @Benchmark
    public boolean verify() {
        return engine.verify(algorithm, keys.getPublic(), TEXT, signature);
    }
}
