package dev.linkspan.server;

import dev.linkspan.federation.Federation;
import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.UnverifiedListener;
import dev.linkspan.inbox.InboxRequest;
import dev.linkspan.inbox.InboxResult;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Activity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Person;
import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code linkspan inbox}: an actor that lives as long as the command, and shows what is sent to it. */
@Command(
        name = "inbox",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Runs an actor with an inbox until it is interrupted, verifies what is posted to it,",
            "and prints one JSON object for each request: taken or refused, by whom, and why."
        },
        footer = {
            "",
            "Behind a tunnel or a reverse proxy that speaks TLS: --base-url https://your.tunnel.example",
            "On this machine alone: --base-url http://127.0.0.1:8765 --allow-private-network"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before call()
final class InboxCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--base-url",
            required = true,
            paramLabel = "URL",
            description = "The origin under which others reach this machine.")
    private String baseUrl;

    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1:8765",
            paramLabel = "HOST:PORT",
            description = "Where to listen. Default: ${DEFAULT-VALUE}")
    private String listen;

    @Option(
            names = "--handle",
            defaultValue = "inbox",
            paramLabel = "NAME",
            description = "The name of the actor. Default: ${DEFAULT-VALUE}")
    private String handle;

    @Option(
            names = "--follow",
            paramLabel = "ID",
            description = "Actors to follow, by their ids; may be given several times. What they send is printed.")
    private List<String> follow = List.of();

    @Option(
            names = "--count",
            defaultValue = "0",
            paramLabel = "N",
            description = "End after so many requests. Default: never")
    private long count;

    @Option(names = "--bodies", description = "Print what the requests say, too.")
    private boolean bodies;

    @Option(
            names = "--allow-private-network",
            description = "Also reach peers on loopback and private addresses, and speak plain http to them. For tests"
                    + " and LANs only.")
    private boolean allowPrivateNetwork;

    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicLong seen = new AtomicLong();

    @Override
    public Integer call() throws Exception {
        ListenAddress address = ListenAddress.parse(listen);
        try (Store store = Store.inMemory();
                Federation federation = federation(store);
                InboxServer server = InboxServer.start(address, federation)) {
            err().println("inbox: " + federation.actorId(handle) + " as @" + handle + "@" + federation.authority()
                    + ", listening on port " + server.port() + "; interrupt to end");
            err().flush();
            for (String actor : follow) {
                federation.account(handle).follow(actor);
            }
            done.await();
            return 0;
        }
    }

    private Federation federation(Store store) {
        return Federation.builder()
                .origin(baseUrl)
                .store(store)
                .allowPrivateNetwork(allowPrivateNetwork)
                .actor(handle, Person.builder().name(handle).build())
                .on(Activity.class, this::taken)
                .onUnverified(this::refused)
                .build();
    }

    private void taken(Inbound<Activity> inbound) {
        var line = JsonText.object()
                .add("taken", inbound.activity().typeName())
                .add("id", inbound.id())
                .add("actor", inbound.actor())
                .add("signer", inbound.signer())
                .add("inbox", inbound.inbox().orElse("shared"));
        inbound.activity().objectId().ifPresent(object -> line.add("object", object));
        if (bodies) {
            line.add("body", inbound.activity().json());
        }
        print(line.build());
    }

    private UnverifiedListener.Answer refused(InboxRequest request, InboxResult.Refused refused) {
        var line = JsonText.object()
                .add("refused", refused.code().code())
                .add("status", refused.code().status())
                .add("detail", refused.detail())
                .add("client", request.client());
        if (bodies) {
            line.add("body", request.body().text());
        }
        print(line.build());
        return UnverifiedListener.Answer.REFUSE;
    }

    /** One line at a time, whoever has it. */
    private synchronized void print(JsonObject line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(JsonText.write(line).text());
        out.flush();
        if (seen.incrementAndGet() == count) {
            done.countDown();
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
