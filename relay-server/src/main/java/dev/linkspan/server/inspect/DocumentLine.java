package dev.linkspan.server.inspect;

import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.vocab.Actor;
import dev.linkspan.vocab.AsObject;
import dev.linkspan.vocab.Entity;
import dev.linkspan.vocab.JsonText;
import dev.linkspan.vocab.Problem;
import dev.linkspan.vocab.Ref;
import dev.linkspan.vocab.Refs;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;

/** A document that was read, on one line. What it does not say is not there. */
final class DocumentLine {

    private static final List<String> AUDIENCE = List.of("to", "cc", "bto", "bcc", "audience");

    private DocumentLine() {}

    static JsonObject of(JsonObjectBuilder line, ReceivedDocument document, List<Problem> problems) {
        Entity view = document.view();
        line.add("read", path(document.path())).add("bytes", document.body().length());
        head(line, view);
        if (view instanceof AsObject object) {
            rest(line, object);
        }
        return line.add("problems", problems(problems)).build();
    }

    private static void head(JsonObjectBuilder line, Entity view) {
        line.add("type", strings(view.types()));
        view.id().ifPresent(id -> line.add("id", id));
    }

    private static void rest(JsonObjectBuilder line, AsObject object) {
        // By name, not by type: a Question may have an actor and a Relationship has an object.
        object.ref("actor").id().ifPresent(actor -> line.add("actor", actor));
        Refs<Entity> objects = object.refs("object");
        if (!objects.isEmpty()) {
            line.add("object", named(objects.first()));
        }
        if (objects.size() > 1) {
            JsonArrayBuilder all = JsonText.array();
            objects.forEach(one -> all.add(named(one)));
            line.add("objects", all);
        }
        JsonObjectBuilder audience = JsonText.object();
        for (String property : AUDIENCE) {
            List<String> ids = object.ids(property);
            if (!ids.isEmpty()) {
                audience.add(property, strings(ids));
            }
        }
        add(line, "audience", audience.build());
        add(line, "attributedNames", attributedNames(object));
        object.published().ifPresent(time -> line.add("published", time.toString()));
        object.quote().id().ifPresent(quoted -> line.add("quote", quoted));
    }

    /** An object as far as it must be known to tell what was done. */
    private static JsonObject named(Ref<Entity> ref) {
        JsonObjectBuilder named = JsonText.object();
        ref.embedded()
                .ifPresentOrElse(
                        object -> {
                            head(named, object);
                            List<String> authors = object.ids("attributedTo");
                            if (!authors.isEmpty()) {
                                named.add("attributedTo", strings(authors));
                            }
                        },
                        () -> ref.id().ifPresent(id -> named.add("id", id)));
        return named.build();
    }

    private static JsonObject attributedNames(AsObject object) {
        JsonObjectBuilder names = JsonText.object();
        List<String> authors = object.ids("attributedTo");
        if (!authors.isEmpty()) {
            names.add("attributedTo", strings(authors));
        }
        if (object instanceof Actor actor) {
            actor.preferredUsername().ifPresent(name -> names.add("preferredUsername", name));
            actor.webfinger().ifPresent(name -> names.add("webfinger", name));
        }
        object.name().ifPresent(name -> names.add("name", name));
        JsonObjectBuilder map = JsonText.object();
        object.nameMap().texts().forEach(map::add);
        add(names, "nameMap", map.build());
        return names.build();
    }

    private static void add(JsonObjectBuilder line, String name, JsonObject part) {
        if (!part.isEmpty()) {
            line.add(name, part);
        }
    }

    private static JsonArrayBuilder problems(List<Problem> problems) {
        JsonArrayBuilder list = JsonText.array();
        for (Problem problem : problems) {
            list.add(JsonText.object()
                    .add("pointer", problem.pointer())
                    .add("kind", problem.kind().name().toLowerCase(Locale.ROOT))
                    .add("detail", problem.detail()));
        }
        return list;
    }

    private static String path(ReceivedDocument.Path path) {
        return switch (path) {
            case DIRECT -> "direct";
            case JSON_LD -> "json-ld";
        };
    }

    private static JsonArrayBuilder strings(List<String> values) {
        JsonArrayBuilder strings = JsonText.array();
        values.forEach(strings::add);
        return strings;
    }
}
