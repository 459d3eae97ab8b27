/** The embeddable ActivityPub federation library. */
module dev.linkspan.core {
    requires transitive dev.linkspan.httpsignatures;
    requires transitive jakarta.json;
    requires static transitive org.jspecify;
    requires com.github.benmanes.caffeine;
    requires java.logging;
    requires flyway.core;
    requires transitive java.sql;
    requires org.eclipse.jetty.client;
    requires org.eclipse.parsson;
    requires org.slf4j;
    requires titanium.json.ld;
    requires titanium.rdf.api;
    requires titanium.rdf.n.quads;
    requires titanium.rdfc;

    // Only whoever uses PostgreSQL brings its driver.
    requires static org.postgresql.jdbc;

    // HTTP/2 towards peers that offer it, if these are there.
    requires static org.eclipse.jetty.alpn.java.client;
    requires static org.eclipse.jetty.http2.client.transport;

    // Only whoever uses the Jetty adapter brings the server; transitive, every module above would need it to compile.
    requires static org.eclipse.jetty.server;

    // Only whoever uses the filter or the servlet runs in a servlet container.
    requires static jakarta.servlet;

    // Only whoever shows what strangers wrote, by SafeHtml.
    requires static org.jsoup;

    exports dev.linkspan.client;
    exports dev.linkspan.delivery;
    exports dev.linkspan.discovery;
    exports dev.linkspan.federation;
    exports dev.linkspan.inbox;
    exports dev.linkspan.jsonld;
    exports dev.linkspan.proof;
    exports dev.linkspan.relay;
    exports dev.linkspan.store;
    exports dev.linkspan.vocab;
    exports dev.linkspan.web;
}
