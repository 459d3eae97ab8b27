package dev.linkspan.server;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/**
 * A command that was run as {@code linkspan} runs it.
 *
 * @param exit its exit code
 * @param out what it printed, text and bytes
 * @param err what it complained
 */
record Cli(int exit, String out, String err) {

    static Cli run(String... words) {
        StringWriter text = new StringWriter();
        StringWriter err = new StringWriter();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            CommandLine commandLine = Main.commandLine(Map.of(), words);
            commandLine.setOut(new PrintWriter(text));
            commandLine.setErr(new PrintWriter(err));
            int exit = commandLine.execute(words);
            return new Cli(exit, text + bytes.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(before);
        }
    }
}
