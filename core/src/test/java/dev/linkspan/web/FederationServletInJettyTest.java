package dev.linkspan.web;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** The servlet in Jetty's servlet container. */
class FederationServletInJettyTest extends FederationFilterInJettyTest {

    @Override
    void add(WebHandler web, ServletContextHandler context) {
        context.addServlet(new ServletHolder(new FederationServlet(web, DEADLINE, CLIENTS)), "/*");
    }

    @Override
    boolean goesOn() {
        return false;
    }
}
