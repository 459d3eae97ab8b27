package dev.linkspan.examples;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.FetchBudget;
import dev.linkspan.client.Transport;
import dev.linkspan.client.TransportSettings;
import dev.linkspan.discovery.Account;
import dev.linkspan.discovery.CollectionItem;
import dev.linkspan.discovery.CollectionItems;
import dev.linkspan.discovery.CollectionLimits;
import dev.linkspan.discovery.FoundObject;
import dev.linkspan.discovery.Handle;
import dev.linkspan.discovery.Missing;
import dev.linkspan.discovery.Network;
import dev.linkspan.discovery.NodeInfo;
import dev.linkspan.discovery.Resolved;
import dev.linkspan.vocab.Authority;
import dev.linkspan.vocab.Note;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks other servers: what is behind a name, what an account wrote lately, what a server runs. */
public final class AskOthers {

    private final Network network;

    AskOthers(Network network) {
        this.network = network;
    }

    /** Shows what is behind the first argument: a name such as {@code alice@social.example}, or an address. */
    public static void main(String[] args) {
        // tag::anybody[]
        AddressGuard guard = AddressGuard.publicOnly();
        try (Transport transport = Transport.open(TransportSettings.of(guard, "ask-others/1.0"))) {
            Network network = Network.of(transport, guard, DocumentClient::anonymous);
            System.out.println(new AskOthers(network).show(args[0]));
        }
        // end::anybody[]
    }

    // tag::find[]
    /** What is behind what somebody typed: a name, the address of a post, or that of the page that shows it. */
    String show(String typed) {
        return switch (network.find(typed)) {
            case FoundObject found ->
                found.view().typeName() + " " + found.id() + (found.trust().isTrusted() ? "" : ", not to be believed");
            case Missing missing -> sorry(missing);
        };
    }

    private static String sorry(Missing missing) {
        return switch (missing.reason()) {
            case UNUSABLE_NAME -> "That is neither a name nor an address.";
            case NOT_FOUND, GONE -> "There is no such thing.";
            case FORBIDDEN, DENIED -> "That is not for us.";
            case UNUSABLE_ANSWER, CONTRADICTED -> "Its server does not say what that is.";
            case UNREACHABLE, BUDGET_SPENT -> "Not now; try again later.";
        };
    }
    // end::find[]

    // tag::posts[]
    /** The latest posts of an account, ten at most, for 40 requests, 2 MiB and 15 seconds in all. */
    List<Note> latest(Handle handle) {
        Network task = network.within(new FetchBudget(40, 2 << 20, Duration.ofSeconds(15)));
        return switch (task.account(handle)) {
            case Account account -> posts(task, account.actor());
            case Missing missing -> List.of();
        };
    }

    private static List<Note> posts(Network task, FoundObject author) {
        String outbox = author.view().ref("outbox").id().orElse("");
        return switch (task.items(outbox, new CollectionLimits(30, 3))) {
            case CollectionItems read ->
                read.items().stream()
                        .flatMap(item -> post(task, item).stream())
                        .filter(note -> note.ids("attributedTo").contains(author.id()))
                        .limit(10)
                        .toList();
            case Missing missing -> List.of();
        };
    }

    private static Optional<Note> post(Network task, CollectionItem item) {
        return item.object().filter(activity -> activity.is("Create")).flatMap(create -> switch (task.resolve(
                create.ref("object"), create.id().orElse(""), item.trust())) {
            case Resolved resolved ->
                resolved.object().as(Note.class).filter(note -> resolved.trust().isTrusted());
            case Missing missing -> Optional.empty();
        });
    }
    // end::posts[]

    // tag::software[]
    /** What a server runs, by its own word. */
    Optional<String> software(Authority host) {
        return switch (network.nodeInfo(host)) {
            case NodeInfo info -> Optional.of(info.software());
            case Missing missing -> Optional.empty();
        };
    }
    // end::software[]
}
