package dev.linkspan.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** The handler in Jetty's own server, which is set to let every path through. */
class JettyHandlerTest extends WebServerContract {

    private final Server jetty = new Server();

    @Override
    int start(WebHandler web) throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(3_000); // the longest that what CONNECT opens stays
        jetty.addConnector(connector);
        jetty.setHandler(
                new Handler.Sequence(new Consumer(), new JettyHandler(web, DEADLINE, CLIENTS), new Application()));
        jetty.start();
        return connector.getLocalPort();
    }

    @Override
    void stop() throws Exception {
        jetty.stop();
    }

    /** Reads of a body that is not its own. */
    private static final class Consumer extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String how = request.getHeaders().get("X-Consume");
            if (how != null) {
                var stream = Content.Source.asInputStream(request);
                byte[] unused = how.equals("some") ? stream.readNBytes(1) : stream.readAllBytes();
            }
            return false;
        }
    }

    private static final class Application extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            byte[] body = Content.Source.asInputStream(request).readAllBytes();
            response.write(
                    true, ByteBuffer.wrap(("the application: " + body.length + " bytes").getBytes(US_ASCII)), callback);
            return true;
        }
    }
}
