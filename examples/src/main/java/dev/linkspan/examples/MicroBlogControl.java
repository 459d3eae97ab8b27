package dev.linkspan.examples;

import dev.linkspan.federation.Sent;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.FollowRelation.Direction;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A micro-blog by remote control: JSON in and out, for whoever is on this machine. Its commands: interop/README.md. */
final class MicroBlogControl extends Handler.Abstract {

    private static final String PREFIX = "/_peer/";

    private final MicroBlog blog;

    MicroBlogControl(MicroBlog blog) {
        this.blog = blog;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        int status = 200;
        JsonObjectBuilder answer;
        try {
            answer = run(command(request), given(request));
        } catch (IllegalArgumentException e) {
            status = 400;
            answer = error(e);
        } catch (UnsupportedOperationException e) {
            status = 404;
            answer = error(e);
        } catch (RuntimeException e) {
            status = 500;
            answer = error(e);
        }
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        Content.Sink.write(response, true, answer.build().toString(), callback);
        return true;
    }

    private static String command(Request request) {
        String path = String.valueOf(request.getHttpURI().getPath());
        return request.getMethod() + " " + (path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path);
    }

    private static JsonObject given(Request request) throws Exception {
        String body = Content.Source.asString(request, StandardCharsets.UTF_8);
        return switch (JsonText.parse(Body.of(body.isEmpty() ? "{}" : body))) {
            case JsonText.Result.Document document -> document.object();
            case JsonText.Result.Malformed malformed -> throw new IllegalArgumentException(malformed.detail());
        };
    }

    private JsonObjectBuilder run(String command, JsonObject given) {
        return switch (command) {
            case "GET health" -> health();
            case "GET timeline" -> timeline();
            case "POST post" -> published(blog.post(text(given, "content")));
            case "POST reply" -> published(blog.reply(text(given, "postId"), text(given, "content")));
            case "POST delete" -> sent(blog.delete(text(given, "postId")).id());
            case "POST like" -> sent(blog.like(text(given, "postId")).id().orElseThrow());
            case "POST unlike" -> sent(blog.unlike(text(given, "postId")).id().orElseThrow());
            case "POST follow" ->
                JsonText.object().add("state", blog.follow(text(given, "actor")).name());
            case "POST unfollow" -> JsonText.object().add("followed", blog.unfollow(text(given, "actor")));
            default -> throw new UnsupportedOperationException(command + " (expected: such as POST post)");
        };
    }

    private JsonObjectBuilder health() {
        return JsonText.object()
                .add("origin", blog.federation().origin())
                .add("actor", blog.actor())
                .add("followers", array(blog.relations(Direction.FOLLOWER)))
                .add("following", array(blog.relations(Direction.FOLLOWING)));
    }

    private JsonObjectBuilder timeline() {
        JsonArrayBuilder posts = JsonText.array();
        blog.timeline()
                .posts()
                .forEach(post -> posts.add(JsonText.object()
                        .add("id", post.note().id().orElse(""))
                        .add("actor", array(post.note().ids("attributedTo")))
                        .add("content", post.note().content().orElse(""))
                        .add("inReplyTo", array(post.note().ids("inReplyTo")))
                        .add("likedBy", array(post.likedBy()))));
        return JsonText.object().add("objects", posts);
    }

    private static JsonArrayBuilder array(List<String> texts) {
        JsonArrayBuilder array = JsonText.array();
        texts.forEach(array::add);
        return array;
    }

    private static JsonObjectBuilder published(Sent sent) {
        return sent(sent.id())
                .add("noteId", sent.activity().objectId().orElseThrow())
                .add("inboxes", sent.inboxes());
    }

    private static JsonObjectBuilder sent(String id) {
        return JsonText.object().add("activityId", id);
    }

    private static String text(JsonObject given, String name) {
        String text = given.getString(name, "");
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + ": missing (expected: a text)");
        }
        return text;
    }

    private static JsonObjectBuilder error(RuntimeException e) {
        return JsonText.object()
                .add("error", e.getClass().getSimpleName())
                .add("detail", String.valueOf(e.getMessage()));
    }
}
