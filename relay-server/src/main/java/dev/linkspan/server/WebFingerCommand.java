package dev.linkspan.server;

import dev.linkspan.discovery.Account;
import dev.linkspan.discovery.AccountLookup;
import dev.linkspan.discovery.Handle;
import dev.linkspan.discovery.Missing;
import dev.linkspan.discovery.Network;
import dev.linkspan.discovery.ResourceDescriptor;
import dev.linkspan.discovery.WebFingerLookup;
import dev.linkspan.discovery.WebLink;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code linkspan webfinger}: what a host says of a name, and whether the actor agrees. */
@Command(
        name = "webfinger",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Asks WebFinger for a name or an address, and for a name also whether the actor that",
            "it leads to leads back to it, as other servers do before they accept an account.",
            "Exit code 0 if found, 1 if the actor does not lead back, 2 if nothing was found."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parameter before call()
final class WebFingerCommand extends NetworkCommand {

    @Parameters(paramLabel = "NAME|URL", description = "A name like alice@social.example, or an https address.")
    private String resource;

    @Override
    NetworkReport ask(Network network) {
        Optional<Handle> handle = Handle.parse(resource);
        WebFingerLookup lookup = handle.map(network::webFinger).orElseGet(() -> network.webFinger(resource));
        return switch (lookup) {
            case Missing missing -> NetworkReport.missing(resource, missing);
            case ResourceDescriptor found -> report(found, handle.map(network::account));
        };
    }

    private NetworkReport report(ResourceDescriptor found, Optional<AccountLookup> account) {
        JsonObjectBuilder json = JsonText.object()
                .add("asked", resource)
                .add("foundAt", found.foundAt().toString())
                .add("actors", NetworkReport.array(found.actors()));
        StringBuilder text =
                new StringBuilder(NetworkReport.heading(found.subject().orElse("(no subject)")));
        text.append(NetworkReport.line("found at", found.foundAt().toString()));
        text.append(NetworkReport.lines("alias", found.aliases()));
        text.append(NetworkReport.lines(
                "link", found.links().stream().map(WebFingerCommand::shown).toList()));
        boolean isContradicted = false;
        if (account.isPresent()) {
            switch (account.get()) {
                case Account confirmed -> {
                    json.add("account", confirmed.handle().toString());
                    json.add("actor", confirmed.actor().id());
                    text.append(NetworkReport.line(
                            "account",
                            confirmed.handle() + " and " + confirmed.actor().id() + " lead to each other"));
                }
                case Missing missing -> {
                    isContradicted = missing.reason() == Missing.Reason.CONTRADICTED;
                    json.add("unconfirmed", NetworkReport.why(missing));
                    text.append(NetworkReport.line(
                            "account", (isContradicted ? "NO: " : "not confirmed: ") + missing.detail()));
                }
            }
        }
        int exit = isContradicted ? NetworkReport.DOUBTFUL : NetworkReport.GOOD;
        return new NetworkReport(exit, json.add("descriptor", found.json()).build(), text.toString());
    }

    private static String shown(WebLink link) {
        return link.rel()
                + link.type().map(type -> " (" + type + ")").orElse("")
                + link.href().or(link::template).map(target -> " " + target).orElse("");
    }
}
