package dev.linkspan.benchmarks.documents;

import dev.linkspan.httpsignatures.Body;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fedify reading the same documents in a process of its own, which stays warm from round to round. */
final class FedifyReader implements AutoCloseable {

    private final Map<String, Path> documents;
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private FedifyReader(Map<String, Path> documents, Process process) {
        this.documents = documents;
        this.process = process;
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts it.
     *
     * @param script {@code node.sh} beside {@code documents.mjs}
     * @param documents the files by the name that their figures get
     */
    static FedifyReader start(Path script, Map<String, Path> documents) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString(), "documents.mjs"));
        documents.values().forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new FedifyReader(documents, process);
    }

    /** Figures per CPU-second, named {@code NAME, Fedify FIGURE}. */
    Map<String, Double> round(int seconds) throws IOException {
        questions.write(seconds + "\n");
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("Fedify's reader ended");
        }
        JsonObject rounds = Sample.tree(Body.of(answer)).getJsonObject("rounds");
        Map<String, Double> rates = new LinkedHashMap<>();
        documents.forEach((name, file) -> {
            JsonObject figures = rounds.getJsonObject(file.toString());
            figures.keySet()
                    .forEach(figure -> rates.put(
                            name + ", Fedify " + figure,
                            figures.getJsonNumber(figure).doubleValue()));
        });
        return rates;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
