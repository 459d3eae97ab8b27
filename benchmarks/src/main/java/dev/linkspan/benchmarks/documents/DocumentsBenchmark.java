package dev.linkspan.benchmarks.documents;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.vocab.JsonReading;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A typical Create of 2 KB: parsed, read into views, written. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DocumentsBenchmark {

    private final Operations operations = new Operations();
    private final Body create = Sample.create();
    private final Body prefixed = Sample.prefixed();
    private final JsonObject tree = Sample.tree(create);

    /** For JMH. */
    public DocumentsBenchmark() {}

    /** Baseline: bytes to tree by the parser alone, its factory looked up once. */
    @Benchmark
    public JsonObject plainParse() {
        return Operations.plainParse(create);
    }

    /** Baseline: tree to text. */
    @Benchmark
    public String plainWrite() {
        return Operations.plainWrite(tree);
    }

    /** Bytes to tree with the strict rules. */
    @Benchmark
    public JsonText.Result strictJson() {
        return JsonText.parse(create);
    }

    /** Bytes to tree with the lenient rules and all limits. */
    @Benchmark
    public JsonReading lenientJson() {
        return Operations.lenientJson(create);
    }

    /** Bytes to document, contexts looked at. */
    @Benchmark
    public ReceivedDocument read() {
        return operations.read(create);
    }

    /** The same, and ten properties asked for. */
    @Benchmark
    public int readTenProperties() {
        return operations.tenProperties(create);
    }

    /** The same document with a prefix, which goes by JSON-LD processing. */
    @Benchmark
    public int readTenPropertiesByJsonLd() {
        return operations.tenProperties(prefixed);
    }

    /** Tree to bytes. */
    @Benchmark
    public Body write() {
        return JsonText.write(tree);
    }
}
