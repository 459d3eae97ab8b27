package dev.linkspan.delivery;

import dev.linkspan.client.Exchange;
import dev.linkspan.store.Audience;
import dev.linkspan.store.Lane;
import dev.linkspan.store.LogEntry;
import dev.linkspan.store.Store;
import dev.linkspan.store.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Several deliveries on one store, each on a machine of its own, in virtual time. */
final class Cluster implements AutoCloseable {

    /** One of them. */
    static final class Node {
        final Machine machine;
        final ScriptedTransport transport;
        final ProbedStore store;
        final Delivery delivery;
        final VirtualTime.Clock clock;

        private Node(
                Machine machine,
                ScriptedTransport transport,
                ProbedStore store,
                Delivery delivery,
                VirtualTime.Clock clock) {
            this.machine = machine;
            this.transport = transport;
            this.store = store;
            this.delivery = delivery;
            this.clock = clock;
        }

        String name() {
            return delivery.node();
        }
    }

    final VirtualTime time = new VirtualTime();
    final Store store = Store.inMemory(time);
    final List<Node> nodes = new ArrayList<>();
    final List<ScriptedTransport.Sent> sent = new ArrayList<>();
    DeliverySettings settings = Rig.settings().build();
    Function<ScriptedTransport.Sent, Exchange> script = request -> ScriptedTransport.status(202);
    Optional<ApplicationLane> application = Optional.empty();
    boolean holding;

    private final Rig texts = new Rig(time);
    private int starts;

    static Cluster of(int size) {
        Cluster cluster = new Cluster();
        for (int i = 0; i < size; i++) {
            cluster.join();
        }
        cluster.pass(Duration.ofSeconds(5));
        return cluster;
    }

    Node join() {
        return join(Duration.ZERO);
    }

    /** A node whose clock is so far ahead. */
    Node join(Duration ahead) {
        VirtualTime.Clock clock = time.clock(ahead);
        Machine machine = new Machine(time);
        ScriptedTransport transport = new ScriptedTransport(time);
        transport.script = request -> script.apply(request);
        transport.holding = holding;
        ProbedStore probed = new ProbedStore(store);
        Delivery delivery = Delivery.start(
                probed,
                machine.network(transport, sent),
                Rig.knocks(time),
                server -> Rig.signingKey(),
                settings,
                new DeliveryListener() {},
                clock,
                new Random(++starts),
                machine,
                application,
                DeliveryFields.none(),
                machine.workers());
        Node node = new Node(machine, transport, probed, delivery, clock);
        nodes.add(node);
        time.settle();
        return node;
    }

    void die(Node node) {
        node.machine.die();
        node.transport.held.clear();
        nodes.remove(node);
    }

    void pass(Duration duration) {
        time.advance(duration);
    }

    void subscribe(String... authorities) {
        for (String authority : authorities) {
            store.subscriptions().put(Rig.subscription(authority, Style.PUBLIC), List.of());
        }
        time.settle();
    }

    LogEntry append(String text, String orderKey) {
        return append(text, orderKey, Rig.everyone());
    }

    LogEntry append(String text, String orderKey, Audience audience) {
        store.log().append(texts.entry(text, orderKey, audience));
        time.settle();
        return store.log().read(store.log().end() - 1, 1, Long.MAX_VALUE).getFirst();
    }

    Lane lane(String authority) {
        return store.lanes().find(authority).orElseThrow();
    }

    /** Who serves a lane, as the store has it. */
    Optional<Node> server(String authority) {
        String holder = store.leases().holders().get(authority);
        return nodes.stream().filter(node -> node.name().equals(holder)).findFirst();
    }

    Node other(Node node) {
        return nodes.stream().filter(n -> n != node).findFirst().orElseThrow();
    }

    long served(Node node) {
        return store.leases().holders().values().stream()
                .filter(node.name()::equals)
                .count();
    }

    List<String> bodiesTo(String host) {
        return sent.stream()
                .filter(s -> s.host().equals(host))
                .map(ScriptedTransport.Sent::body)
                .toList();
    }

    @Override
    public void close() {
        List.copyOf(nodes).forEach(node -> node.delivery.close());
    }
}
