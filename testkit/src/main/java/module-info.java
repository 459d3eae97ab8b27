/** Fake fediverse servers for tests and demonstrations, and the contract of stores. */
module dev.linkspan.testkit {
    requires transitive dev.linkspan.core;
    requires static transitive org.jspecify;
    requires static org.assertj.core;
    requires static org.junit.jupiter.api;
    requires java.net.http;
    requires jdk.httpserver;

    exports dev.linkspan.testkit;
    exports dev.linkspan.testkit.store;

    // JUnit runs what others inherit.
    opens dev.linkspan.testkit.store;
}
