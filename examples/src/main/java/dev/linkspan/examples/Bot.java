package dev.linkspan.examples;

import dev.linkspan.federation.Federation;
import dev.linkspan.federation.Inbound;
import dev.linkspan.federation.LocalAccount;
import dev.linkspan.federation.Sent;
import dev.linkspan.store.Store;
import dev.linkspan.vocab.Create;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.Mention;
import dev.linkspan.vocab.Note;
import dev.linkspan.vocab.Public;
import dev.linkspan.vocab.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A bot that answers whoever mentions it. */
public final class Bot {

    private final Map<String, Note> notes = new ConcurrentHashMap<>(); // a real one keeps them in a database
    private final Federation federation;

    Bot(Store store, String origin, boolean local) {
        federation = Federation.builder()
                .origin(origin)
                .store(store)
                .allowPrivateNetwork(local)
                .actor("echo", Service.builder().name("Echo").build())
                .objects("/notes/{id}", (values, requester) -> Optional.ofNullable(notes.get(values.get("id"))))
                .on(Create.class, Note.class, (create, note) -> answer(create, note.object()))
                .build();
    }

    /** Runs the bot at the origin that the first argument names, behind a proxy that speaks TLS, until the process ends. */
    public static void main(String[] args) throws Exception {
        MinimalActor.serve(new Bot(Store.sqlite(Path.of("data")), args[0], false).federation(), 8080)
                .join();
    }

    Federation federation() {
        return federation;
    }

    // tag::answer[]
    private void answer(Inbound<Create> create, Note note) {
        LocalAccount echo = federation.account("echo");
        boolean isForUs = note.refs("tag").stream()
                .flatMap(tag -> tag.embedded().stream())
                .anyMatch(tag -> tag.is("Mention") && tag.ids("href").contains(echo.id()));
        if (isForUs) {
            send(echo, create, note);
        }
    }
    // end::answer[]

    // tag::post[]
    private Sent send(LocalAccount echo, Inbound<Create> create, Entity note) {
        String name = UUID.nameUUIDFromBytes(create.id().getBytes(StandardCharsets.UTF_8))
                .toString(); // the same each time it comes, so that it is answered once
        Note reply = Note.builder()
                .id(federation.id("/notes/{id}", name))
                .attributedTo(echo.id())
                .inReplyTo(note.id().orElse(create.id()))
                .content("<p>You wrote to me.</p>")
                .tag(Mention.builder().href(create.actor()).build())
                .published(Instant.now())
                .to(create.actor())
                .cc(Public.URI)
                .build();
        notes.put(name, reply);
        return echo.send(Create.builder()
                .id(federation.id("/activities/{id}", name))
                .object(reply)
                .to(create.actor())
                .cc(Public.URI)
                .build());
    }
    // end::post[]
}
