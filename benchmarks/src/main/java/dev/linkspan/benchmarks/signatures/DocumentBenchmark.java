package dev.linkspan.benchmarks.signatures;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.KeyFormatException;
import dev.linkspan.httpsignatures.PemKeys;
import dev.linkspan.httpsignatures.SigningKey;
import dev.linkspan.jsonld.Canonicalization;
import dev.linkspan.jsonld.Canonicalizer;
import dev.linkspan.jsonld.JsonCanonicalization;
import dev.linkspan.proof.LdVerdict;
import dev.linkspan.proof.LinkedDataSignatures;
import dev.linkspan.proof.ObjectIntegrityProofs;
import dev.linkspan.proof.ProofVerdict;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.security.PublicKey;
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

/** Proofs within a document, and what they are made of. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up before it measures
public class DocumentBenchmark {

    /** Characters of content, which the document has twice: documents of 2 and 4 KB. */
    @Param({"150", "1150"})
    public int content;

    private final Canonicalizer canonicalizer = new Canonicalizer();
    private final LinkedDataSignatures linkedData = new LinkedDataSignatures(canonicalizer);
    private final ObjectIntegrityProofs proofs = new ObjectIntegrityProofs();
    private final KeyPair rsa = Samples.keyPair("RSA");
    private final KeyPair ed25519 = Samples.keyPair("Ed25519");
    private final String pem = PemKeys.write(rsa.getPublic());
    private JsonObject document;
    private Body text;
    private JsonObject withSignature;
    private JsonObject withProof;

    /** For JMH. */
    public DocumentBenchmark() {}

    /** Signs a document in both ways. */
    @Setup
    public void prepare() {
        document = Samples.create(content);
        text = JsonText.write(document);
        withSignature = linkedData.sign(document, new SigningKey(Samples.KEY_ID, rsa.getPrivate()), Samples.NOW);
        withProof = proofs.sign(document, new SigningKey(Samples.KEY_ID, ed25519.getPrivate()), Samples.NOW);
        if (!(verifyLinkedDataSignature() instanceof LdVerdict.Valid)) {
            throw new IllegalStateException("what is measured must verify: " + verifyLinkedDataSignature());
        }
        if (!(verifyIntegrityProof() instanceof ProofVerdict.Valid)) {
            throw new IllegalStateException("what is measured must verify: " + verifyIntegrityProof());
        }
    }

    /** RsaSignature2017, contexts known. */
    @Benchmark
    public LdVerdict verifyLinkedDataSignature() {
        return linkedData.verify(withSignature, rsa.getPublic(), Samples.NOW);
    }

    /** FEP-8b32 with eddsa-jcs-2022. */
    @Benchmark
    public ProofVerdict verifyIntegrityProof() {
        return proofs.verify(withProof, ed25519.getPublic(), Samples.NOW);
    }

    /** RDFC-1.0. */
    @Benchmark
    public Canonicalization canonicalizeRdf() {
        return canonicalizer.canonicalize(document);
    }

    /** RFC 8785. */
    @Benchmark
    public JsonCanonicalization.Result canonicalizeJson() {
        return JsonCanonicalization.canonicalize(document);
    }

    /** Bytes to tree. */
    @Benchmark
    public JsonText.Result parse() {
        return JsonText.parse(text);
    }

    /** A public key as actors publish it. */
    @Benchmark
    public PublicKey readPem() throws KeyFormatException {
        return PemKeys.readPublic(pem);
    }
}
