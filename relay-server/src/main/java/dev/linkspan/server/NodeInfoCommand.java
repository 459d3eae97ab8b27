package dev.linkspan.server;

import dev.linkspan.discovery.Missing;
import dev.linkspan.discovery.Network;
import dev.linkspan.discovery.NodeInfo;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code linkspan nodeinfo}: what a server says of itself. */
@Command(
        name = "nodeinfo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Asks a server about itself: its software, its protocols, how many use it.",
            "Exit code 0 if it answered, 2 if not."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parameter before call()
final class NodeInfoCommand extends NetworkCommand {

    @Parameters(paramLabel = "HOST|URL", description = "A host like social.example, or any https address on it.")
    private String host;

    @Override
    NetworkReport ask(Network network) {
        Optional<Authority> authority = Authority.of(host.contains("://") ? host : "https://" + host);
        return authority
                .map(named -> switch (network.nodeInfo(named)) {
                    case Missing missing -> NetworkReport.missing(host, missing);
                    case NodeInfo found -> report(found);
                })
                .orElseGet(() -> NetworkReport.missing(
                        host,
                        new Missing(
                                Missing.Reason.UNUSABLE_NAME,
                                "'" + host + "' is neither a host like social.example nor an https address")));
    }

    private NetworkReport report(NodeInfo found) {
        String version = found.softwareVersion().map(text -> " " + text).orElse("");
        StringBuilder text = new StringBuilder(NetworkReport.heading(found.software() + version));
        text.append(NetworkReport.line("found at", found.foundAt().toString()));
        text.append(NetworkReport.line("protocols", String.join(", ", found.protocols())));
        JsonObjectBuilder json = JsonText.object()
                .add("asked", host)
                .add("foundAt", found.foundAt().toString())
                .add("software", found.software());
        found.softwareVersion().ifPresent(name -> json.add("softwareVersion", name));
        json.add("protocols", NetworkReport.array(found.protocols()));
        found.openRegistrations().ifPresent(open -> {
            json.add("openRegistrations", open);
            text.append(NetworkReport.line("joining", open ? "open" : "closed"));
        });
        numbers(found)
                .forEach((name, number) -> number.ifPresent(value -> {
                    json.add(name, value);
                    text.append(NetworkReport.line(name, Long.toString(value)));
                }));
        return new NetworkReport(
                NetworkReport.GOOD, json.add("document", found.json()).build(), text.toString());
    }

    private static Map<String, OptionalLong> numbers(NodeInfo found) {
        Map<String, OptionalLong> numbers = new LinkedHashMap<>();
        numbers.put("users", found.users());
        numbers.put("activeMonth", found.activeMonth());
        numbers.put("activeHalfyear", found.activeHalfyear());
        numbers.put("localPosts", found.localPosts());
        return numbers;
    }
}
