package dev.linkspan.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.store.Change.Topic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How memory keeps up with a database that may be away. */
class NewsTest {

    private static final List<Change> THREE =
            List.of(new Change(Topic.VALUE, "a"), new Change(Topic.VALUE, "b"), new Change(Topic.VALUE, "c"));

    private final List<String> read = new ArrayList<>();
    private final News news = new News();
    private Runnable trouble = () -> {};

    @BeforeEach
    void mirrored() {
        news.add(Topic.VALUE, new Mirror() {
            @Override
            public void reload(String key) {
                read.add(key);
                trouble.run();
            }

            @Override
            public void reloadAll() {
                read.add("all");
                trouble.run();
            }
        });
    }

    @Test
    void a_database_that_is_away_is_asked_once_for_many_changes() {
        trouble = () -> {
            throw StoreException.closed();
        };

        news.changed(THREE);
        assertThat(read).containsExactly("a");
        assertThat(news.isStale()).isTrue();
        news.changed(THREE);
        assertThat(read).containsExactly("a", "all");
        assertThat(news.isStale()).isTrue();
    }

    @Test
    void what_was_missed_is_read_with_the_next_change() {
        trouble = () -> {
            throw StoreException.closed();
        };
        news.changed(THREE);
        trouble = () -> {};

        news.changed(List.of(new Change(Topic.VALUE, "d")));

        assertThat(read).containsExactly("a", "all", "d");
        assertThat(news.isStale()).isFalse();
    }

    @Test
    void a_fault_leaves_memory_known_to_be_behind_and_the_other_changes_are_read() {
        trouble = () -> {
            throw new IllegalStateException("injected");
        };
        news.changed(THREE);
        assertThat(read).containsExactly("a", "b", "c");
        assertThat(news.isStale()).isTrue();

        read.clear();
        trouble = () -> {
            throw new NoClassDefFoundError("injected");
        };
        news.changed(THREE);
        assertThat(read).containsExactly("all", "a", "b", "c");
        assertThat(news.isStale()).isTrue();
    }
}
