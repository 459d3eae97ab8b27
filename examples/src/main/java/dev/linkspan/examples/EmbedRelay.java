package dev.linkspan.examples;

import dev.linkspan.federation.RelayService;
import dev.linkspan.store.Store;
import dev.linkspan.web.JettyHandler;
import dev.linkspan.web.RelayWeb;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A relay inside a program of one's own: give it a store, a key and a place in a Jetty server. */
public final class EmbedRelay {

    private EmbedRelay() {}

    /** Runs a relay for {@code http://localhost:8080} until the process ends. */
    public static void main(String[] args) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair(); // keep it: it is the relay's identity
        start(Path.of("data"), "http://localhost:8080", 8080, keys).join();
    }

    static Server start(Path folder, String baseUrl, int port, KeyPair keys) throws Exception {
        Store store = Store.sqlite(folder); // or Store.inMemory()
        RelayService relay = RelayService.builder()
                .baseUrl(baseUrl)
                .store(store)
                .keyPair(keys)
                .allowPrivateNetwork(true) // for this machine only; leave it out on the open network
                .build();
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        Server jetty = new Server(threads);
        var connector = new org.eclipse.jetty.server.ServerConnector(jetty);
        connector.setPort(port);
        jetty.addConnector(connector);
        jetty.setHandler(new JettyHandler(new RelayWeb(relay)));
        jetty.start(); // servers can now follow <baseUrl>/actor or subscribe to <baseUrl>/inbox
        jetty.addEventListener(new org.eclipse.jetty.util.component.LifeCycle.Listener() {
            @Override
            public void lifeCycleStopped(org.eclipse.jetty.util.component.LifeCycle server) {
                relay.close();
                store.close();
            }
        });
        return jetty;
    }
}
