package dev.linkspan.web;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.InetSocketAddress;

/** The filter in Undertow (WildFly, Quarkus' servlets), which is set to let every path through that it can. */
class FederationFilterInUndertowTest extends WebServerContract {

    private DeploymentManager deployment;
    private Undertow undertow;

    @Override
    int start(WebHandler web) throws Exception {
        DeploymentInfo application = new DeploymentInfo()
                .setClassLoader(FederationFilterInUndertowTest.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("application")
                .addServlet(new ServletInfo(
                                "application",
                                Servlets.Application.class,
                                new ImmediateInstanceFactory<>(new Servlets.Application()))
                        .addMapping("/*"));
        filter(application, "consumer", new Servlets.Consumer());
        filter(application, "federation", new FederationFilter(web, DEADLINE, CLIENTS));
        deployment = io.undertow.servlet.Servlets.newContainer().addDeployment(application);
        deployment.deploy();
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", ofPaths(deployment.start()))
                .setSocketOption(org.xnio.Options.READ_TIMEOUT, 1_000) // the longest that a read waits
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.DECODE_SLASH, false)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .build();
        undertow.start();
        return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /** Its servlets fail at requests that have no path. */
    private static HttpHandler ofPaths(HttpHandler servlets) {
        return exchange -> {
            if (exchange.getRequestPath().startsWith("/")) {
                servlets.handleRequest(exchange);
            } else {
                exchange.setStatusCode(400);
            }
        };
    }

    @Override
    String toLate() {
        return "";
    }

    private static void filter(DeploymentInfo application, String name, Filter filter) {
        application
                .addFilter(new FilterInfo(name, filter.getClass(), new ImmediateInstanceFactory<>(filter)))
                .addFilterUrlMapping(name, "/*", DispatcherType.REQUEST);
    }

    @Override
    void stop() throws Exception {
        undertow.stop();
        deployment.stop();
        deployment.undeploy();
    }
}
