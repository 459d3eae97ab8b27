package dev.linkspan.server;

import dev.linkspan.delivery.DeliveryStatus;
import dev.linkspan.federation.RelayService;
import dev.linkspan.relay.RelayIdentity;
import dev.linkspan.store.Subscription.State;
import jakarta.json.JsonString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code GET /}: what this relay is, how to subscribe, and how it is doing, for people. */
final class HomePage extends Handler.Abstract {

    private final RelayService service;

    HomePage(RelayService service) {
        this.service = service;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!reads || !request.getHttpURI().getPath().equals("/")) {
            return false;
        }
        byte[] page = page().getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.length);
        response.getHeaders().put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        if (request.getMethod().equals("HEAD")) {
            callback.succeeded();
        } else {
            response.write(true, ByteBuffer.wrap(page), callback);
        }
        return true;
    }

    private String page() {
        RelayIdentity identity = service.identity();
        DeliveryStatus.Totals totals = service.deliveryStatus().totals();
        long subscribers = service.store().subscriptions().all().stream()
                .filter(s -> s.state() == State.ACCEPTED)
                .map(s -> s.authority())
                .distinct()
                .count();
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                  body { font: 1rem/1.6 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem;
                         color: #1d2733; background: #fbfcfd }
                  h1 { margin-bottom: 0 }
                  table { border-collapse: collapse; width: 100%%; margin: 1rem 0 }
                  th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #d8e0e8; vertical-align: top }
                  code { background: #eef3f7; padding: .1rem .3rem; border-radius: .2rem; overflow-wrap: anywhere }
                  footer { margin-top: 2rem; color: #5b6b7b; font-size: .9rem }
                </style>
                <h1>%s</h1>
                <p>%s</p>
                <h2>Subscribe your server</h2>
                <table>
                  <tr><th>Mastodon and its forks, Misskey, Sharkey</th><td><code>%s</code></td></tr>
                  <tr><th>Pleroma, Akkoma, Friendica, NodeBB, snac, GoToSocial</th><td><code>%s</code></td></tr>
                </table>
                <h2>What it does</h2>
                <p>Public posts of subscribed servers go on to all other subscribers: unchanged, if their own signature
                   proves them genuine; otherwise as an Announce, so that each server fetches the original. Unlisted and
                   private posts are not passed on. Deleting a post takes it back.</p>
                <h2>Right now</h2>
                <table>
                  <tr><th>Subscribed servers</th><td>%d</td></tr>
                  <tr><th>Delivered since the start</th><td>%d</td></tr>
                  <tr><th>Who may subscribe</th><td>%s</td></tr>
                  <tr><th>Who may publish</th><td>%s</td></tr>
                </table>
                <footer>Linkspan %s</footer>
                </html>
                """.formatted(
                        text("name"),
                        text("name"),
                        text("summary"),
                        escape(identity.inbox()),
                        escape(identity.actor()),
                        subscribers,
                        totals.delivered(),
                        follow(),
                        publish(),
                        escape(Version.text()));
    }

    private String follow() {
        return switch (service.policy().follow()) {
            case OPEN -> "every server that is not blocked";
            case APPROVAL -> "every server, once the operator agreed";
            case ALLOW_LIST -> "servers that the operator listed";
        };
    }

    private String publish() {
        return switch (service.policy().publish()) {
            case SUBSCRIBERS -> "subscribed servers";
            case ALLOW_LIST -> "subscribed servers and servers that the operator listed";
            case OPEN -> "every server that is not blocked";
        };
    }

    private String text(String member) {
        return service.documents().actor().get(member) instanceof JsonString value ? escape(value.getString()) : "";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
