/** The relay as a program. */
module dev.linkspan.relay.server {
    requires dev.linkspan.core;
    requires dev.linkspan.testkit;
    requires com.zaxxer.hikari;
    requires info.picocli;
    requires java.net.http;
    requires java.sql;
    requires org.eclipse.jetty.server;
    requires org.slf4j;
    requires typesafe.config;
    requires static org.jspecify;

    exports dev.linkspan.server;

    provides System.LoggerFinder with
            dev.linkspan.server.SystemLoggers;

    opens dev.linkspan.server to
            info.picocli;
}
