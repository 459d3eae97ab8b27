package dev.linkspan.benchmarks.signatures;

import dev.linkspan.httpsignatures.SignatureAlgorithm;
import dev.linkspan.httpsignatures.SignatureProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Our providers against {@code openssl speed} on one core, round by round in one run, so that both meet the same neighbours.
 * Both sides count processor time and not wall time. Arguments: the number of rounds (7).
 */
public final class SignatureRatios {

    private static final byte[] TEXT = "x".repeat(300).getBytes(StandardCharsets.US_ASCII);
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int BATCH = 20;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<String, List<Double>> ratios = new LinkedHashMap<>();
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    private SignatureRatios() {}

    /** One operation of one provider. */
    private record Case(String openssl, String name, BooleanSupplier operation) {}

    /** Prints each round, then medians and ranges. */
    public static void main(String[] args) throws IOException, InterruptedException {
        new SignatureRatios().run(args.length > 0 ? Integer.parseInt(args[0]) : 7);
    }

    private void run(int rounds) throws IOException, InterruptedException {
        List<Case> cases = new ArrayList<>();
        for (SignatureProvider provider : List.of(SignatureProvider.jdk(), SignatureProvider.fastest())) {
            cases.addAll(cases(provider, "rsa2048", SignatureAlgorithm.RSA_V1_5_SHA256, Samples.keyPair("RSA")));
            cases.addAll(cases(provider, "ed25519", SignatureAlgorithm.ED25519, Samples.keyPair("Ed25519")));
        }
        cases.forEach(this::perCpuSecond); // warm-up
        for (int round = 1; round <= rounds; round++) {
            Map<String, Double> openssl = openssl();
            openssl.forEach((name, rate) -> note(rates, "openssl " + name, rate));
            StringBuilder line = new StringBuilder("round " + round);
            for (Case one : cases) {
                double rate = perCpuSecond(one);
                double ratio = rate / openssl.getOrDefault(one.openssl(), Double.NaN);
                note(rates, one.name(), rate);
                note(ratios, one.name(), ratio);
                line.append(String.format(Locale.ROOT, "  %s %.2f", one.name(), ratio));
            }
            System.out.println(line);
        }
        System.out.printf(Locale.ROOT, "%n%-28s %16s %10s %16s%n", "", "per CPU-second", "ratio", "[lowest..highest]");
        rates.forEach((name, values) -> System.out.printf(
                Locale.ROOT,
                "%-28s %16.0f %10s %16s%n",
                name,
                median(values),
                ratios.containsKey(name) ? String.format(Locale.ROOT, "%.2f", median(ratios.get(name))) : "",
                ratios.containsKey(name) ? range(ratios.get(name)) : ""));
    }

    private static List<Case> cases(
            SignatureProvider provider, String openssl, SignatureAlgorithm algorithm, KeyPair keys) {
        byte[] signature = provider.sign(algorithm, keys.getPrivate(), TEXT);
        String name = provider.name() + " " + openssl;
        return List.of(
                new Case(
                        openssl + " sign",
                        name + " sign",
                        () -> provider.sign(algorithm, keys.getPrivate(), TEXT).length > 0),
                new Case(
                        openssl + " verify",
                        name + " verify",
                        () -> provider.verify(algorithm, keys.getPublic(), TEXT, signature)));
    }

    private double perCpuSecond(Case one) {
        long begin = threads.getCurrentThreadCpuTime();
        long end = begin;
        long done = 0;
        while (end - begin < ROUND_NANOS) {
            for (int i = 0; i < BATCH; i++) {
                if (!one.operation().getAsBoolean()) {
                    throw new IllegalStateException(one.name() + " failed");
                }
            }
            done += BATCH;
            end = threads.getCurrentThreadCpuTime();
        }
        return done * 1e9 / (end - begin);
    }

    /** Operations per second of user time, by {@code openssl speed -mr}: a line of fields parted by colons for each key. */
    private static Map<String, Double> openssl() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("openssl", "speed", "-mr", "-seconds", "2", "rsa2048", "ed25519")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("openssl speed ended with " + process.exitValue());
        }
        Map<String, Double> rates = new LinkedHashMap<>();
        for (String line : output.lines().toList()) {
            String key = line.startsWith("+F2:") ? "rsa2048" : line.startsWith("+F6:") ? "ed25519" : "";
            if (!key.isEmpty()) {
                List<String> fields = List.of(line.split(":", -1));
                rates.put(key + " sign", Double.parseDouble(fields.get(fields.size() - 2)));
                rates.put(key + " verify", Double.parseDouble(fields.get(fields.size() - 1)));
            }
        }
        return rates;
    }

    private static void note(Map<String, List<Double>> notes, String name, double value) {
        notes.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String range(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(Locale.ROOT, "[%.2f..%.2f]", sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
