package dev.linkspan.web;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The filter in Jetty's servlet container, which is set to let every path through. */
class FederationFilterInJettyTest extends WebServerContract {

    private final Server jetty = new Server();

    @Override
    int start(WebHandler web) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.addFilter(new FilterHolder(new Servlets.Consumer()), "/*", EnumSet.of(DispatcherType.REQUEST));
        add(web, context);
        return listen(jetty, context);
    }

    void add(WebHandler web, ServletContextHandler context) {
        context.addFilter(
                new FilterHolder(new FederationFilter(web, DEADLINE, CLIENTS)),
                "/*",
                EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(new Servlets.Application()), "/*");
    }

    private static int listen(Server jetty, ServletContextHandler context) throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(1_000); // the longest that a read waits
        jetty.addConnector(connector);
        jetty.setHandler(context);
        jetty.start();
        return connector.getLocalPort();
    }

    @Override
    void stop() throws Exception {
        jetty.stop();
    }
}
