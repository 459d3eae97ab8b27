package dev.linkspan.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.build.Await;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two micro-blogs, one that knocks with cavage and one that knocks with RFC 9421, steered as the interop run steers them. */
class MicroBlogTest {

    private final Store oldStore = Store.inMemory();
    private final Store newStore = Store.inMemory();
    private MicroBlogServer old;
    private MicroBlogServer young;

    @BeforeEach
    void start() throws Exception {
        old = new MicroBlogServer(oldStore, SignatureScheme.CAVAGE, 0, 0);
        young = new MicroBlogServer(newStore, SignatureScheme.RFC9421, 0, 0);
    }

    @AfterEach
    void stop() {
        old.close();
        young.close();
        oldStore.close();
        newStore.close();
    }

    @Test
    void two_blogs_follow_answer_like_and_take_back() throws Exception {
        follow(old, young);
        follow(young, old);

        String post = post(young, "post", "{\"content\":\"I <3 ferries\"}").getString("noteId");
        JsonObject heard = Await.value("the post", () -> find(old, post));
        String answer = post(old, "reply", "{\"postId\":\"" + post + "\",\"content\":\"So do I\"}")
                .getString("noteId");
        JsonObject answered = Await.value("the answer", () -> find(young, answer));
        post(old, "like", "{\"postId\":\"" + post + "\"}");
        Await.value(
                "the like",
                () -> find(young, post).filter(found -> texts(found, "likedBy").contains(actor(old))));
        post(old, "unlike", "{\"postId\":\"" + post + "\"}");
        Await.value(
                "no like",
                () -> find(young, post).filter(found -> texts(found, "likedBy").isEmpty()));
        post(young, "delete", "{\"postId\":\"" + post + "\"}");
        Await.until("no post", () -> find(old, post).isEmpty());

        assertThat(heard.getString("content")).isEqualTo("<p>I &lt;3 ferries</p>");
        assertThat(texts(heard, "actor")).containsExactly(actor(young));
        assertThat(texts(answered, "inReplyTo")).containsExactly(post);
        assertThat(get(post).status()).isEqualTo(410);
        assertThat(get(answer).status()).isEqualTo(200);
    }

    @Test
    void what_is_posted_to_nobody_goes_nowhere_and_who_is_unfollowed_hears_nothing() throws Exception {
        JsonObject alone = post(young, "post", "{\"content\":\"Is anybody there?\"}");
        follow(old, young);
        JsonObject followed = post(young, "post", "{\"content\":\"Hello\"}");
        post(old, "unfollow", "{\"actor\":\"" + actor(young) + "\"}");
        Await.until("no follower", () -> texts(health(young), "followers").isEmpty());
        JsonObject again = post(young, "post", "{\"content\":\"Alone again\"}");

        assertThat(List.of(alone.getInt("inboxes"), followed.getInt("inboxes"), again.getInt("inboxes")))
                .containsExactly(0, 1, 0);
    }

    @Test
    void a_wrong_command_says_what_is_wrong() throws Exception {
        Answer unknown = send(old, "fly", "{}");
        Answer incomplete = send(old, "post", "{}");
        Answer ofOthers = send(old, "delete", "{\"postId\":\"https://elsewhere.example/1\"}");

        assertThat(List.of(unknown.status(), incomplete.status(), ofOthers.status()))
                .containsExactly(404, 400, 400);
        assertThat(incomplete.body()).contains("content: missing");
        assertThat(ofOthers.body()).contains("expected: a post of ours");
    }

    private static void follow(MicroBlogServer follower, MicroBlogServer followed) throws Exception {
        post(follower, "follow", "{\"actor\":\"" + actor(followed) + "\"}");
        Await.until("the following", () -> texts(health(follower), "following").contains(actor(followed)));
        assertThat(texts(health(followed), "followers")).contains(actor(follower));
    }

    private static String actor(MicroBlogServer blog) {
        return blog.origin() + "/users/mia";
    }

    private static Optional<JsonObject> find(MicroBlogServer blog, String post) throws Exception {
        return get(blog.control() + "/_peer/timeline").json().getJsonArray("objects").stream()
                .map(value -> value.asJsonObject())
                .filter(object -> object.getString("id").equals(post))
                .findFirst();
    }

    private static JsonObject health(MicroBlogServer blog) throws Exception {
        return get(blog.control() + "/_peer/health").json();
    }

    private static List<String> texts(JsonObject object, String name) {
        JsonArray array = object.getJsonArray(name);
        return array.getValuesAs(JsonString::getString);
    }

    private static JsonObject post(MicroBlogServer blog, String command, String given) throws IOException {
        Answer answer = send(blog, command, given);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static Answer send(MicroBlogServer blog, String command, String given) throws IOException {
        HttpURLConnection connection = open(blog.control() + "/_peer/" + command);
        connection.setDoOutput(true);
        connection.getOutputStream().write(given.getBytes(StandardCharsets.UTF_8));
        return Answer.of(connection);
    }

    private static Answer get(String url) throws IOException {
        HttpURLConnection connection = open(url);
        connection.setRequestProperty("Accept", "application/activity+json");
        return Answer.of(connection);
    }

    private static HttpURLConnection open(String url) throws IOException {
        return (HttpURLConnection) URI.create(url).toURL().openConnection();
    }

    private record Answer(int status, String body) {

        static Answer of(HttpURLConnection connection) throws IOException {
            int status = connection.getResponseCode();
            try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Answer(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }

        JsonObject json() {
            if (JsonText.parse(Body.of(body)) instanceof JsonText.Result.Document document) {
                return document.object();
            }
            throw new AssertionError(body);
        }
    }
}
