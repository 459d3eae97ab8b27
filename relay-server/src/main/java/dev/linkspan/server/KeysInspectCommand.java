package dev.linkspan.server;

import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.server.inspect.AsciiJson;
import dev.linkspan.server.inspect.KeyFile;
import dev.linkspan.server.inspect.KeyReport;
import dev.linkspan.server.inspect.UnusableInputException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linkspan keys inspect}: what is in a file that holds keys. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the keys in a file: kind, strength, fingerprint, and their public part in every form.",
            "Reads PEM, Multikey, did:key, and the JSON of keys and actors. Never prints a private key.",
            "Exit code 0 if all are usable, 1 if one is weak or broken, 2 if there is none."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before call()
final class KeysInspectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file; - for standard input.")
    private String file;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            KeyReport report = new KeyReport(KeyFile.read(file), VerificationPolicy.FEDIVERSE);
            if (json) {
                out.println(AsciiJson.of(report.json()));
            } else {
                out.print(report.text());
            }
            out.flush();
            return report.isGood() ? 0 : 1;
        } catch (UnusableInputException e) {
            spec.commandLine().getErr().println("linkspan: " + e.getMessage());
            return 2;
        }
    }
}
