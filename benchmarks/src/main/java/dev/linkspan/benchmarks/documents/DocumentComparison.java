package dev.linkspan.benchmarks.documents;

import dev.linkspan.httpsignatures.Body;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reading a document and ten of its properties, here and with Fedify's {@code fromJsonLd}, round by round in one run. Both
 * count their process's processor time, and both have all contexts at hand. Arguments: Fedify's {@code node.sh}, the number
 * of rounds (5).
 */
public final class DocumentComparison {

    private static final int WARM_UP_SECONDS = 5;
    private static final String COMPACT = "as sent";
    private static final String PREFIXED = "with a prefix";

    private DocumentComparison() {}

    /** Prints medians, ranges, and the two ratios. */
    public static void main(String[] args) throws IOException {
        Path script = Path.of(args[0]);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path folder = Files.createTempDirectory("documents");
        try {
            Map<String, Path> files = new LinkedHashMap<>();
            files.put(COMPACT, write(folder.resolve("create.json"), Sample.create()));
            files.put(PREFIXED, write(folder.resolve("prefixed.json"), Sample.prefixed()));
            compare(script, files, rounds);
        } finally {
            for (String name : new String[] {"create.json", "prefixed.json"}) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }

    private static void compare(Path script, Map<String, Path> files, int rounds) throws IOException {
        Operations operations = new Operations();
        Body create = Sample.create();
        Body prefixed = Sample.prefixed();
        Map<String, Supplier<Object>> ours = new LinkedHashMap<>();
        ours.put(Operations.PLAIN_PARSE, () -> Operations.plainParse(create));
        ours.put(COMPACT + ", ours", () -> operations.tenProperties(create));
        ours.put(PREFIXED + ", ours", () -> operations.tenProperties(prefixed));
        Medians medians = new Medians(Operations.PLAIN_PARSE);
        try (FedifyReader fedify = FedifyReader.start(script, files)) {
            DocumentRatios.warmUp(ours);
            fedify.round(WARM_UP_SECONDS);
            for (int round = 0; round < rounds; round++) {
                medians.round(ours, fedify.round(1));
            }
        }
        System.out.printf("a Create of %d bytes and ten of its properties, %d rounds%n", create.length(), rounds);
        medians.print();
        for (String name : files.keySet()) {
            double ratio = medians.rate(name + ", ours") / medians.rate(name + ", Fedify tenProperties");
            System.out.printf(Locale.ROOT, "%s: %.1f times Fedify's rate%n", name, ratio);
        }
    }

    private static Path write(Path file, Body document) throws IOException {
        return Files.write(file, document.bytes());
    }
}
