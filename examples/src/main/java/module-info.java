/** Runnable lessons. */
module dev.linkspan.examples {
    requires dev.linkspan.core;
    requires org.eclipse.jetty.server;
    requires static org.jspecify;
}
