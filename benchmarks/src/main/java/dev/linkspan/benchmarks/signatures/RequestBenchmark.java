package dev.linkspan.benchmarks.signatures;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.BodyDigest;
import dev.linkspan.httpsignatures.Fields;
import dev.linkspan.httpsignatures.HttpMessage;
import dev.linkspan.httpsignatures.KeyResolver;
import dev.linkspan.httpsignatures.RequestSigner;
import dev.linkspan.httpsignatures.RequestVerifier;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.httpsignatures.Verdict;
import dev.linkspan.httpsignatures.VerificationPolicy;
import java.security.KeyPair;
import java.time.InstantSource;
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

/** Whole requests by the fastest provider: signing with the digest known, verifying with the digest computed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up before it measures
public class RequestBenchmark {

    /** Which grammar. */
    @Param({"cavage", "rfc9421"})
    public String scheme;

    /** Which key. */
    @Param({"RSA", "Ed25519"})
    public String keyKind;

    private final Body body = Samples.body();
    private final BodyDigest digest = BodyDigest.of(body);
    private final HttpMessage.Request unsigned = Samples.request(Fields.none());
    private final RequestVerifier verifier =
            RequestVerifier.of(VerificationPolicy.FEDIVERSE, InstantSource.fixed(Samples.NOW));
    private RequestSigner signer;
    private SigningKey key;
    private KeyResolver keys;
    private HttpMessage.Request signed;

    /** For JMH. */
    public RequestBenchmark() {}

    /** Makes keys and a signed request. */
    @Setup
    public void prepare() {
        KeyPair pair = Samples.keyPair(keyKind);
        signer = scheme.equals("cavage") ? RequestSigner.cavage() : RequestSigner.rfc9421();
        key = new SigningKey(Samples.KEY_ID, pair.getPrivate());
        keys = Samples.knowing(pair);
        signed = Samples.signed(signer, key, body);
        if (!(verify() instanceof Verdict.Valid)) {
            throw new IllegalStateException("what is measured must verify: " + verify());
        }
    }

    /** The fields of one delivery. */
    @Benchmark
    public Fields sign() {
        return signer.sign(unsigned, digest, key, Samples.NOW);
    }

    /** One post of 2 KB, its key at hand. */
    @Benchmark
    public Verdict verify() {
        return verifier.verify(signed, body, keys);
    }
}
