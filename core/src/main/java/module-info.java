/** The embeddable ActivityPub federation library. */
module dev.linkspan.core {
    requires transitive jakarta.json;
    requires org.eclipse.parsson;
    requires org.eclipse.jetty.client;
    requires com.github.benmanes.caffeine;
    requires titanium.json.ld;
    requires titanium.rdf.api;
    requires titanium.rdf.n.quads;
    requires titanium.rdfc;
    requires java.sql;
    requires org.slf4j;
    requires transitive dev.linkspan.httpsignatures;
    requires static transitive org.jspecify;

    exports dev.linkspan.client;
    exports dev.linkspan.delivery;
    exports dev.linkspan.jsonld;
    exports dev.linkspan.proof;
    exports dev.linkspan.store;
    exports dev.linkspan.vocab;
}
