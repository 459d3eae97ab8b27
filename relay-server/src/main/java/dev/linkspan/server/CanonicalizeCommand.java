package dev.linkspan.server;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.server.inspect.CanonicalForm;
import dev.linkspan.server.inspect.InputFile;
import dev.linkspan.server.inspect.UnusableInputException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code linkspan canonicalize}: the bytes over which signatures in documents are made. */
@Command(
        name = "canonicalize",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Prints documents in canonical form, byte by byte, or the SHA-256 of it.",
            "Exit code 0, or 2 if a document has none; the reason is on standard error."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before call()
final class CanonicalizeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Form form;

    /** Which form: exactly one. */
    static final class Form {
        @Option(names = "--jcs", description = "JSON Canonicalization Scheme, RFC 8785: for eddsa-jcs-2022.")
        @SuppressWarnings("UnusedVariable") // exactly one of the two is given, so the other one tells
        private boolean jcs;

        @Option(names = "--rdfc", description = "RDF Dataset Canonicalization as N-Quads: for RsaSignature2017.")
        private boolean rdfc;
    }

    @Option(names = "--hash", description = "Print the SHA-256 in hexadecimal; with several files as sha256sum does.")
    private boolean hash;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "JSON documents; - for standard input. Several are printed one after another, canonical JSON"
                    + " each with a line feed.")
    private List<String> files;

    @Override
    public Integer call() throws Exception {
        int exit = 0;
        OutputStream out = System.out;
        for (String file : files) {
            try {
                Body content = InputFile.read(file);
                String name = InputFile.shown(file);
                Body canonical = form.rdfc ? CanonicalForm.rdfc(name, content) : CanonicalForm.jcs(name, content);
                out.write(hash ? line(file, canonical) : canonical.bytes());
                if (!hash && !form.rdfc && files.size() > 1) {
                    out.write('\n');
                }
            } catch (UnusableInputException e) {
                spec.commandLine().getErr().println("linkspan: " + e.getMessage());
                exit = 2;
            }
        }
        out.flush();
        return exit;
    }

    private byte[] line(String file, Body canonical) {
        String hex = CanonicalForm.sha256Hex(canonical);
        return (files.size() == 1 ? hex + "\n" : hex + "  " + file + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
