package dev.linkspan.server;

import dev.linkspan.server.inspect.AsciiJson;
import dev.linkspan.server.inspect.DocumentInspector;
import dev.linkspan.server.inspect.DocumentReport;
import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linkspan inspect}: what documents say, as Linkspan reads them. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Reads ActivityStreams documents and prints one line of JSON for each: types,",
            "ids, audience, names, what is wrong with it, whether JSON-LD processing was",
            "needed; or why it is refused.",
            "Exit code 0 if all were read, 1 if one was refused, 2 if there was none."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before call()
final class InspectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--pretty", description = "Print each JSON object indented, on many lines.")
    private boolean pretty;

    @Option(names = "--strict", description = "Exit code 1 also if a document was read but has problems.")
    private boolean strict;

    @Option(
            names = "--allow-private-network",
            description = "Also fetch from loopback and private addresses, and by plain http.")
    private boolean allowPrivateNetwork;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|URL",
            description = "Documents: files of at most 1 MiB, addresses that begin with https:// or http://,"
                    + " - for standard input.")
    private List<String> sources;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int exit = 0;
        try (DocumentInspector inspector = new DocumentInspector(allowPrivateNetwork, Version.text())) {
            for (String source : sources) {
                DocumentReport report = inspector.inspect(source);
                JsonObject json = report.json();
                // At once: the next may have to be fetched.
                out.println(pretty ? AsciiJson.indented(json) : AsciiJson.of(json));
                out.flush();
                exit = Math.max(exit, exitCode(report));
            }
        }
        return exit;
    }

    private int exitCode(DocumentReport report) {
        return switch (report) {
            case DocumentReport.Read read -> strict && !read.problems().isEmpty() ? 1 : 0;
            case DocumentReport.Refused refused -> 1;
            case DocumentReport.Missing missing -> 2;
        };
    }
}
