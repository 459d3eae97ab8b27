package dev.linkspan.examples.springboot;

import dev.linkspan.federation.ActorSource;
import dev.linkspan.federation.LocalActor;
import dev.linkspan.vocab.Person;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who has an account here. */
// tag::people[]
@Component
class People implements ActorSource {

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<LocalActor> find(String handle) {
        return jdbc.sql("select name from people where handle = ?")
                .param(handle)
                .query(String.class)
                .optional()
                .map(name -> LocalActor.of(Person.builder().name(name).build()));
    }
    // end::people[]

    void add(String handle, String name) {
        jdbc.sql("merge into people (handle, name) values (?, ?)")
                .params(handle, name)
                .update();
    }
}
