/** Fake fediverse servers for tests and demonstrations. */
module dev.linkspan.testkit {
    requires transitive dev.linkspan.core;
    requires static transitive org.jspecify;
    requires static org.junit.jupiter.api;
    requires java.net.http;
    requires jdk.httpserver;

    exports dev.linkspan.testkit;
}
