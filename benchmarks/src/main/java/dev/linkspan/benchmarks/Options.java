package dev.linkspan.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Command line options of the form {@code --name value}. */
record Options(Map<String, String> values) {

    Options {
        values = Map.copyOf(values);
    }

    /** Reads the options; refuses a name that is not known. */
    static Options parse(String[] args, Set<String> known) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!known.contains(name) || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        "option: " + args[i] + " (expected: one of " + known + ", each as --name value)");
            }
            values.put(name, args[i + 1]);
        }
        return new Options(values);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return values.containsKey(name) ? Integer.parseInt(values.get(name)) : otherwise;
    }

    long seed(long otherwise) {
        return values.containsKey("seed") ? Long.parseLong(values.get("seed")) : otherwise;
    }
}
