/** Signatures and digests on HTTP messages. */
module dev.linkspan.httpsignatures {
    requires static transitive org.jspecify;
    requires org.bouncycastle.provider;

    exports dev.linkspan.httpsignatures;
    exports dev.linkspan.httpsignatures.structured;
}
