package dev.linkspan.server;

import dev.linkspan.client.AddressRanges;
import dev.linkspan.client.KnockSettings;
import dev.linkspan.federation.IntakeLimits;
import dev.linkspan.httpsignatures.SignatureProvider;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.relay.RelayPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code linkspan serve}: runs the relay until the process is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Starts the relay.",
        footer = {
            "",
            "Every setting can also stand in the environment (--base-url is LINKSPAN_BASE_URL)",
            "or in a settings file (base-url = \"https://relay.example\"). A flag wins over the",
            "environment, the environment over the file."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before call()
final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--base-url",
            required = true,
            paramLabel = "URL",
            description = "Public origin of the relay, such as https://relay.example. Required; subscribers know the"
                    + " relay by it, so it must not change.")
    private String baseUrl;

    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1:8080",
            paramLabel = "HOST:PORT",
            description = "Where to listen for requests from the reverse proxy. Default: ${DEFAULT-VALUE}")
    private String listen;

    @Option(
            names = "--data-dir",
            defaultValue = "data",
            paramLabel = "DIR",
            description = "Where the key and the database live; made if absent. Default: ${DEFAULT-VALUE}")
    private Path dataDir;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "A PostgreSQL database that several nodes of one relay share, such as"
                    + " jdbc:postgresql://db.example/linkspan. User and password stand in it (?user=…&password=…) or in"
                    + " PGUSER and PGPASSWORD; best in the environment, for others see the command line. Default: none;"
                    + " the database is a file in the data folder.")
    private Optional<String> databaseUrl;

    @Option(
            names = "--allow-private-network",
            description = "Also reach peers on loopback and private addresses, and speak plain http to them. For tests"
                    + " and LANs only.")
    private boolean allowPrivateNetwork;

    @Option(names = "--name", paramLabel = "TEXT", description = "Display name. Default: the host")
    private Optional<String> name;

    @Option(names = "--summary", paramLabel = "TEXT", description = "A sentence or two about this relay.")
    private Optional<String> summary;

    @Option(
            names = "--follow-policy",
            defaultValue = "open",
            paramLabel = "POLICY",
            converter = PolicyNames.Follow.class,
            description = "Who may subscribe: open, approval or allow-list. Default: ${DEFAULT-VALUE}")
    private RelayPolicy.Follow followPolicy;

    @Option(
            names = "--publish-policy",
            defaultValue = "subscribers",
            paramLabel = "POLICY",
            converter = PolicyNames.Publish.class,
            description = "Who may publish: subscribers, allow-list (and subscribers) or open. Default:"
                    + " ${DEFAULT-VALUE}")
    private RelayPolicy.Publish publishPolicy;

    @Option(names = "--relay-unlisted", description = "Also relay posts that name the public collection in cc only.")
    private boolean relayUnlisted;

    @Option(
            names = "--block",
            split = ",",
            paramLabel = "HOST",
            description = "Hosts to block, with their subdomains; may be given several times or separated by commas.")
    private List<String> block;

    @Option(
            names = "--allow",
            split = ",",
            paramLabel = "HOST",
            description = "Hosts that the allow-list policies mean, with their subdomains.")
    private List<String> allow;

    @Option(
            names = "--max-body-bytes",
            defaultValue = "1048576",
            paramLabel = "N",
            description = "Largest activity taken, in bytes. Default: ${DEFAULT-VALUE}")
    private int maxBodyBytes;

    @Option(
            names = "--rate-limit",
            defaultValue = "100",
            paramLabel = "N",
            description = "Activities a second taken from one host, on average. Default: ${DEFAULT-VALUE}")
    private double rateLimit;

    @Option(
            names = "--rate-burst",
            defaultValue = "2000",
            paramLabel = "N",
            description = "Activities taken from one host at once after a rest. Default: ${DEFAULT-VALUE}")
    private int rateBurst;

    @Option(
            names = "--intake-requests",
            defaultValue = "1024",
            paramLabel = "N",
            description = "Posts worked on at once; more are put off with 503 and Retry-After. Default:"
                    + " ${DEFAULT-VALUE}")
    private int intakeRequests;

    @Option(
            names = "--intake-body-bytes",
            defaultValue = "16777216",
            paramLabel = "N",
            description =
                    "Bytes of posts held at once; parsed, they take seven times as much. Default: ${DEFAULT-VALUE}")
    private long intakeBodyBytes;

    @Option(
            names = "--intake-waiting-acts",
            defaultValue = "512",
            paramLabel = "N",
            description = "Acts that may wait for the database before posts are put off. Default: ${DEFAULT-VALUE}")
    private int intakeWaitingActs;

    @Option(
            names = "--intake-free-bytes",
            defaultValue = "536870912",
            paramLabel = "N",
            description = "Room that the disk of the data folder must have, else posts are put off. Default:"
                    + " ${DEFAULT-VALUE}")
    private long intakeFreeBytes;

    @Option(
            names = "--intake-stored-bytes",
            defaultValue = "34359738368",
            paramLabel = "N",
            description = "What the embedded database may take before posts are put off. Default: ${DEFAULT-VALUE}")
    private long intakeStoredBytes;

    @Option(
            names = "--first-knock",
            defaultValue = "cavage",
            paramLabel = "SCHEME",
            converter = PolicyNames.Scheme.class,
            description =
                    "Signature scheme to try first with a server that is not known yet: cavage (which all take) or"
                            + " rfc9421. Who refuses it is asked in the other at once. Default: ${DEFAULT-VALUE}")
    private SignatureScheme firstKnock;

    @Option(
            names = "--knock-on-403",
            description = "Also try the other signature scheme after 403, not only after 400 and 401.")
    private boolean knockOn403;

    @Option(
            names = "--accept-signature",
            defaultValue = "true",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether our 401 says which RFC 9421 signature we take (Accept-Signature). Default:"
                    + " ${DEFAULT-VALUE}")
    private boolean acceptSignature;

    @Option(
            names = "--body-deadline",
            defaultValue = "30s",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "How long a sender may take over the whole body of a request. Default: ${DEFAULT-VALUE}")
    private Duration bodyDeadline;

    @Option(
            names = "--trusted-proxies",
            split = ",",
            paramLabel = "RANGE",
            description = "Addresses of reverse proxies, such as 127.0.0.1 or 10.0.0.0/8, whose X-Forwarded-For or"
                    + " Forwarded tells the client's address. They must set it themselves. Default: none; the client is"
                    + " who connects.")
    private List<String> trustedProxies;

    @Mixin
    private DeliveryOptions deliveries;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings file with the same names as the flags.")
    @SuppressWarnings("UnusedVariable") // here for the help: SettingsProvider reads it before the options are parsed
    private Optional<Path> config;

    @Override
    public Integer call() throws Exception {
        ServerSettings settings = new ServerSettingsBuilder(baseUrl, ListenAddress.parse(listen), dataDir)
                .databaseUrl(databaseUrl)
                .allowPrivateNetwork(allowPrivateNetwork)
                .name(name)
                .summary(summary)
                .policy(new RelayPolicy(followPolicy, publishPolicy, relayUnlisted, deliveries.history()))
                .delivery(deliveries.delivery(), deliveries.retention(), deliveries.greetAfter())
                .block(block == null ? List.of() : block)
                .allow(allow == null ? List.of() : allow)
                .maxBodyBytes(maxBodyBytes)
                .rate(rateLimit, rateBurst)
                .intake(new IntakeLimits(
                        intakeRequests, intakeBodyBytes, intakeWaitingActs, intakeFreeBytes, intakeStoredBytes))
                .knocks(KnockSettings.defaults().withFirstKnock(firstKnock).withKnockOn403(knockOn403))
                .acceptSignature(acceptSignature)
                .bodyDeadline(bodyDeadline)
                .trustedProxies(AddressRanges.of(trustedProxies == null ? List.of() : trustedProxies))
                .build();
        NativeFolder.use(dataDir);
        // Chosen now and not at the first signature: whoever named one that does not work learns it here.
        SignatureProvider.fastest();
        CountDownLatch stopped = new CountDownLatch(1);
        RelayServer server = RelayServer.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            stopped.countDown();
        }));
        spec.commandLine().getOut().println(new Welcome(settings, server).text());
        spec.commandLine().getOut().flush();
        stopped.await();
        return 0;
    }
}
