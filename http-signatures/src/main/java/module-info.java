/** Signatures and digests on HTTP messages. */
module dev.linkspan.httpsignatures {
    requires static transitive org.jspecify;

    exports dev.linkspan.httpsignatures;
}
