package dev.linkspan.server;

import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What all of the operator's commands share: the data folder of the running relay, and how an answer is shown. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
abstract class OperatorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            defaultValue = "data",
            paramLabel = "DIR",
            description = "Data folder of the running relay. Default: ${DEFAULT-VALUE}")
    private Path dataDir;

    /** The order's name and arguments. */
    abstract Order order();

    /** An order. */
    record Order(String name, JsonObject arguments) {}

    @Override
    public Integer call() throws Exception {
        Order order = order();
        show(new AdminClient(dataDir).order(order.name(), order.arguments()));
        return 0;
    }

    /** A line for each member, and one for each item of a list: for people and for line tools. */
    void show(JsonObject answer) {
        answer.forEach((name, value) -> {
            if (value.getValueType() == JsonValue.ValueType.ARRAY) {
                value.asJsonArray().forEach(item -> print(line(item.asJsonObject())));
            } else {
                print(name + ": " + value);
            }
        });
    }

    private static String line(JsonObject item) {
        StringJoiner line = new StringJoiner("  ");
        item.values()
                .forEach(value ->
                        line.add(value instanceof jakarta.json.JsonString text ? text.getString() : value.toString()));
        return line.toString();
    }

    void print(String text) {
        spec.commandLine().getOut().println(text);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all subscriptions.")
    static final class ListSubscriptions extends OperatorCommand {
        @Override
        Order order() {
            return new Order("subscriptions", JsonValue.EMPTY_JSON_OBJECT);
        }
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Accepts a waiting or rejected subscriber.")
    static final class Approve extends OperatorCommand {
        @Parameters(paramLabel = "ACTOR", description = "Id of the actor, as listed.")
        private String actor;

        @Override
        Order order() {
            return new Order(
                    "subscriptions/approve",
                    JsonText.object().add("actor", actor).build());
        }
    }

    @Command(name = "reject", mixinStandardHelpOptions = true, description = "Rejects a subscriber for good.")
    static final class RejectSubscriber extends OperatorCommand {
        @Parameters(paramLabel = "ACTOR", description = "Id of the actor, as listed.")
        private String actor;

        @Override
        Order order() {
            return new Order(
                    "subscriptions/reject",
                    JsonText.object().add("actor", actor).build());
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Ends all subscriptions of a host; it may follow again.")
    static final class RemoveHost extends OperatorCommand {
        @Parameters(paramLabel = "HOST", description = "The host.")
        private String host;

        @Override
        Order order() {
            return new Order(
                    "subscriptions/remove", JsonText.object().add("host", host).build());
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists blocked and allowed hosts.")
    static final class ListDomains extends OperatorCommand {
        @Override
        Order order() {
            return new Order("domains", JsonValue.EMPTY_JSON_OBJECT);
        }
    }

    /** A rule for a host. */
    private abstract static class Rule extends OperatorCommand {
        private final String name;

        @Parameters(paramLabel = "HOST", description = "The host; its subdomains are meant too.")
        private String host;

        @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = "Why, for your own memory.")
        private String reason;

        Rule(String name) {
            this.name = name;
        }

        @Override
        Order order() {
            return new Order(
                    name,
                    JsonText.object().add("host", host).add("reason", reason).build());
        }
    }

    @Command(name = "block", mixinStandardHelpOptions = true, description = "Blocks a host and ends its subscriptions.")
    static final class Block extends Rule {
        Block() {
            super("domains/block");
        }
    }

    @Command(name = "allow", mixinStandardHelpOptions = true, description = "Puts a host on the allow list.")
    static final class Allow extends Rule {
        Allow() {
            super("domains/allow");
        }
    }

    @Command(name = "clear", mixinStandardHelpOptions = true, description = "Takes a host's rule away.")
    static final class Clear extends Rule {
        Clear() {
            super("domains/clear");
        }
    }

    @Command(
            name = "subscriptions",
            mixinStandardHelpOptions = true,
            description = "Lists and decides about subscribers of the running relay.",
            subcommands = {
                ListSubscriptions.class,
                Approve.class,
                RejectSubscriber.class,
                RemoveHost.class,
                ReplayCommand.class
            })
    static final class Subscriptions {}

    @Command(
            name = "domains",
            mixinStandardHelpOptions = true,
            description = "Blocks and allows hosts on the running relay.",
            subcommands = {ListDomains.class, Block.class, Allow.class, Clear.class})
    static final class Domains {}
}
