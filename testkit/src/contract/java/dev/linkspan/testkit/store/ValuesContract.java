package dev.linkspan.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.Store;
import dev.linkspan.store.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every form of the store does with its small values. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class ValuesContract {

    /** For the test of a store. */
    protected ValuesContract() {}

    /** The store under test, empty before each test. */
    protected abstract Store store();

    private Values values() {
        return store().values();
    }

    @Test
    void writes_only_over_what_the_writer_expects() {
        assertThat(values().put("k", Optional.of(Body.of("old")), Body.of("new")))
                .isFalse();
        assertThat(values().find("k")).isEmpty();

        assertThat(values().put("k", Optional.empty(), Body.of("one"))).isTrue();
        assertThat(values().put("k", Optional.empty(), Body.of("two"))).isFalse();
        assertThat(values().put("k", Optional.of(Body.of("one")), Body.of("three")))
                .isTrue();

        assertThat(values().find("k")).contains(Body.of("three"));
        assertThat(values().find("other")).isEmpty();
    }

    @Test
    void tells_the_name_of_what_was_written() throws Exception {
        List<String> told = new ArrayList<>();
        AutoCloseable registration = values().onChange(told::add);

        values().put("k", Optional.empty(), Body.of("one"));
        values().put("k", Optional.empty(), Body.of("refused"));
        registration.close();
        values().put("k", Optional.of(Body.of("one")), Body.of("two"));

        assertThat(told).containsOnly("k");
        int before = told.size();
        values().put("other", Optional.empty(), Body.of("three"));
        assertThat(told).as("after the end of the registration").hasSize(before);
    }
}
