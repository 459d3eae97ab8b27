package dev.linkspan.web;

import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.io.TempDir;

/** The filter in Tomcat, which is set to let every path through that it can. */
class FederationFilterInTomcatTest extends WebServerContract {

    private static final Logger TOMCAT = Logger.getLogger("org.apache"); // held, or its level is forgotten

    static {
        TOMCAT.setLevel(Level.SEVERE); // it tells of each start and stop in ten lines
    }

    @TempDir
    Path folder;

    private final Tomcat tomcat = new Tomcat();

    @Override
    int start(WebHandler web) throws Exception {
        tomcat.setBaseDir(folder.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("connectionTimeout", "1000"); // the longest that a read waits
        tomcat.getConnector().setEncodedSolidusHandling("passthrough");
        tomcat.getConnector().setProperty("relaxedPathChars", "\\");
        tomcat.getConnector().setAllowBackslash(true);
        Context context = tomcat.addContext("", folder.toString());
        filter(context, "consumer", new Servlets.Consumer());
        filter(context, "federation", new FederationFilter(web, DEADLINE, CLIENTS));
        Tomcat.addServlet(context, "application", new Servlets.Application()).addMapping("/*");
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    private static void filter(Context context, String name, Filter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(name);
        definition.setFilter(filter);
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName(name);
        map.addURLPattern("/*");
        context.addFilterMap(map);
    }

    @Override
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
