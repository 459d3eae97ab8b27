/** What a user writes. */
module example.consumer {
    requires dev.linkspan.core;
    requires dev.linkspan.testkit;
}
