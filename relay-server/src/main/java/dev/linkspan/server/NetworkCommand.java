package dev.linkspan.server;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Transport;
import dev.linkspan.client.TransportSettings;
import dev.linkspan.discovery.Network;
import dev.linkspan.server.inspect.AsciiJson;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks other servers, as nobody, through the door that all of Linkspan uses. */
@SuppressWarnings("NullAway.Init") // picocli sets the options before call()
abstract class NetworkCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(
            names = "--allow-private-network",
            description = "Also ask loopback and private addresses, and by plain http.")
    private boolean allowPrivateNetwork;

    /** Asks, and says what came of it. */
    abstract NetworkReport ask(Network network);

    @Override
    public final Integer call() {
        NetworkReport report = report();
        CommandLine commandLine = spec.commandLine();
        boolean isComplaint = report.exit() == NetworkReport.NOTHING && !json;
        PrintWriter out = isComplaint ? commandLine.getErr() : commandLine.getOut();
        if (json) {
            out.println(AsciiJson.of(report.json()));
        } else {
            out.print((isComplaint ? "linkspan: " : "") + report.text());
        }
        out.flush();
        return report.exit();
    }

    private NetworkReport report() {
        AddressGuard guard = allowPrivateNetwork ? AddressGuard.allowingPrivateNetwork() : AddressGuard.publicOnly();
        String agent = "Linkspan/" + Version.text() + " (" + spec.name() + ")";
        try (Transport transport = Transport.open(TransportSettings.of(guard, agent))) {
            return ask(Network.of(transport, guard, DocumentClient::anonymous));
        }
    }
}
