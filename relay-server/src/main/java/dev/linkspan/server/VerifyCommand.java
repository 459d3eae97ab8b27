package dev.linkspan.server;

import dev.linkspan.httpsignatures.VerificationPolicy;
import dev.linkspan.server.inspect.AsciiJson;
import dev.linkspan.server.inspect.InputFile;
import dev.linkspan.server.inspect.JsonReport;
import dev.linkspan.server.inspect.KeyFile;
import dev.linkspan.server.inspect.Marks;
import dev.linkspan.server.inspect.RawRequest;
import dev.linkspan.server.inspect.RawRequestReader;
import dev.linkspan.server.inspect.RequestInspector;
import dev.linkspan.server.inspect.RequestReport;
import dev.linkspan.server.inspect.TextReport;
import dev.linkspan.server.inspect.UnusableInputException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code linkspan verify}: why a recorded request is believed or not. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Explains why a recorded HTTP request is believed or not (\"why 401?\"): HTTP signature, digest,",
            "clock, and the signatures in its body, rule by rule; and tries what usually goes wrong.",
            "Exit code 0 if it is verified, 1 if not, 2 if the input cannot be used."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before call()
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--request",
            required = true,
            paramLabel = "FILE",
            description = "The request as it came off the wire: request line, fields, empty line, body. - for standard"
                    + " input. Required.")
    private String request;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The key: PEM, Multikey, did:key, or the JSON of a key or an actor; may be given several"
                    + " times. Without it the key is fetched from where keyId points.")
    private List<String> keys;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "When the request was received, as 2026-09-01T10:00:02Z. Default: now")
    private Optional<Instant> at;

    @Option(
            names = "--policy",
            defaultValue = "fediverse",
            paramLabel = "NAME",
            converter = PolicyNames.Verification.class,
            description = "By which rules: fediverse (as the relay), mastodon or strict. Default: ${DEFAULT-VALUE}")
    private Policy policy;

    @Option(
            names = "--scheme",
            defaultValue = "https",
            paramLabel = "SCHEME",
            description = "https or http, as the sender asked. Default: ${DEFAULT-VALUE}")
    private String scheme;

    @Option(
            names = "--target",
            paramLabel = "URI",
            description = "The URI that the sender asked for, if a proxy changed host or path before the recording.")
    private Optional<URI> target;

    @Option(names = "--offline", description = "Fetch nothing.")
    private boolean offline;

    @Option(
            names = "--allow-private-network",
            description = "Also fetch keys from loopback and private addresses, and by plain http.")
    private boolean allowPrivateNetwork;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    /** Reads an instant, and says how one is written. */
    static final class InstantConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String value) {
            try {
                return Instant.parse(value);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + value + "' (expected: as in 2026-09-01T10:00:02Z)");
            }
        }
    }

    /** The policies by the names that people type. */
    enum Policy {
        FEDIVERSE,
        MASTODON,
        STRICT;

        VerificationPolicy rules() {
            return switch (this) {
                case FEDIVERSE -> VerificationPolicy.FEDIVERSE;
                case MASTODON -> VerificationPolicy.MASTODON;
                case STRICT -> VerificationPolicy.STRICT;
            };
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            RequestReport report = inspect();
            if (json) {
                out.println(AsciiJson.of(JsonReport.of(report)));
            } else {
                out.print(TextReport.of(report, marks()));
            }
            out.flush();
            return report.isVerified() ? 0 : 1;
        } catch (UnusableInputException e) {
            spec.commandLine().getErr().println("linkspan: " + e.getMessage());
            return 2;
        }
    }

    private RequestReport inspect() throws UnusableInputException {
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new UnusableInputException("--scheme is " + scheme + " (expected: https or http)");
        }
        if (target.isPresent() && (!target.get().isAbsolute() || target.get().getRawAuthority() == null)) {
            throw new UnusableInputException("--target is " + target.get() + " (expected: an absolute URI)");
        }
        RawRequest recorded = new RawRequestReader(scheme, target).read(InputFile.read(request));
        List<KeyFile> keyFiles = new ArrayList<>();
        for (String file : keys == null ? List.<String>of() : keys) {
            keyFiles.add(KeyFile.read(file));
        }
        return new RequestInspector(new RequestInspector.Settings(
                        at.orElseGet(Instant::now),
                        policy.name().toLowerCase(Locale.ROOT),
                        policy.rules(),
                        keyFiles,
                        offline,
                        allowPrivateNetwork,
                        Version.text()))
                .inspect(recorded);
    }

    private static Marks marks() {
        return Marks.of(System.getenv(), System.out.charset(), Ansi.AUTO.enabled());
    }
}
