package dev.linkspan.server;

import dev.linkspan.discovery.Account;
import dev.linkspan.discovery.AccountLookup;
import dev.linkspan.discovery.FoundObject;
import dev.linkspan.discovery.Handle;
import dev.linkspan.discovery.Missing;
import dev.linkspan.discovery.Network;
import dev.linkspan.discovery.Trust;
import dev.linkspan.server.inspect.AsciiJson;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code linkspan lookup}: what is behind a name or an address, and how far it is to be believed. */
@Command(
        name = "lookup",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Finds an object by its id, by the address of a page about it, or an actor by its",
            "name, and shows it with what speaks for and against it.",
            "Exit code 0 if found, 1 if found but not to be believed, 2 if nothing was found."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parameter before call()
final class LookupCommand extends NetworkCommand {

    @Parameters(paramLabel = "NAME|URL", description = "A name like alice@social.example, or an https address.")
    private String name;

    @Override
    NetworkReport ask(Network network) {
        Optional<Handle> handle = Handle.parse(name);
        if (handle.isPresent()) {
            return switch (network.account(handle.get())) {
                case Missing missing -> NetworkReport.missing(name, missing);
                case Account account -> report(account.actor(), Optional.of(account));
            };
        }
        return switch (network.find(name)) {
            case Missing missing -> NetworkReport.missing(name, missing);
            case FoundObject found -> report(found, found.actor().map(actor -> network.account(found)));
        };
    }

    private NetworkReport report(FoundObject found, Optional<AccountLookup> account) {
        Entity view = found.view();
        JsonObjectBuilder json = JsonText.object()
                .add("asked", name)
                .add("id", found.id())
                .add("foundAt", found.foundAt().toString())
                .add("type", NetworkReport.array(view.types()))
                .add("trust", found.trust().name().toLowerCase(Locale.ROOT))
                .add("elsewhere", NetworkReport.array(found.elsewhere()));
        StringBuilder text = new StringBuilder(NetworkReport.heading(found.id()));
        text.append(NetworkReport.line("type", String.join(", ", view.types())));
        view.string("name").ifPresent(said -> text.append(NetworkReport.line("name", said)));
        boolean isContradicted = account.isPresent() && tell(account.get(), json, text);
        text.append(NetworkReport.lines("by", view.ids("attributedTo")));
        text.append(NetworkReport.line("trust", trust(found.trust())));
        if (!found.elsewhere().isEmpty()) {
            text.append(NetworkReport.line(
                    "elsewhere", String.join(", ", found.elsewhere()) + ": on another host than the id"));
        }
        text.append(NetworkReport.lines("problem", problems(found)));
        text.append('\n')
                .append(AsciiJson.indented(found.document().original()))
                .append('\n');
        boolean isDoubtful = isContradicted || !found.trust().isTrusted();
        return new NetworkReport(
                isDoubtful ? NetworkReport.DOUBTFUL : NetworkReport.GOOD,
                json.add("document", found.document().original()).build(),
                text.toString());
    }

    /** Adds the name; whether it is contradicted. */
    private static boolean tell(AccountLookup account, JsonObjectBuilder json, StringBuilder text) {
        return switch (account) {
            case Account confirmed -> {
                json.add("account", confirmed.handle().toString());
                text.append(NetworkReport.line("account", confirmed.handle() + ", confirmed in both directions"));
                yield false;
            }
            case Missing missing -> {
                boolean isContradicted = missing.reason() == Missing.Reason.CONTRADICTED;
                json.add("unconfirmed", NetworkReport.why(missing));
                text.append(NetworkReport.line(
                        "account", (isContradicted ? "NO: " : "not confirmed: ") + missing.detail()));
                yield isContradicted;
            }
        };
    }

    private static List<String> problems(FoundObject found) {
        return found.document().problems().stream()
                .limit(10)
                .map(problem -> problem.pointer() + ": " + problem.detail())
                .toList();
    }

    private static String trust(Trust trust) {
        return switch (trust) {
            case SIGNED_BY_ACTOR -> "signed by its actor";
            case FETCHED_FROM_ORIGIN -> "fetched from its own id";
            case EMBEDDED_SAME_ORIGIN -> "shown by an object of the same origin";
            case UNTRUSTED -> "NO: it names an author of another origin, who did not say it";
        };
    }
}
