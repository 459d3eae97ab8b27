package dev.linkspan.testkit.store;

import static dev.linkspan.testkit.store.Entries.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.store.DeadLetter;
import dev.linkspan.store.DeadLetters;
import dev.linkspan.store.Store;
import org.junit.jupiter.api.Test;

/** How every form of the store keeps what the application could not deal with. */
@SuppressWarnings("MemberName") // names of tests are sentences
public abstract class DeadLettersContract {

    /** For the test of a store. */
    protected DeadLettersContract() {}

    /** The store under test, empty before each test. */
    protected abstract Store store();

    private DeadLetters letters() {
        return store().deadLetters();
    }

    public static DeadLetter letter(long offset, String reason) {
        return new DeadLetter(
                offset,
                "https://a.example/" + offset,
                "Create",
                "",
                "{\"by\":\"a\"}",
                Body.of(new byte[] {0, (byte) 0xff, '{'}),
                NOW,
                10,
                reason);
    }

    public static DeadLetter suppliedBy(String supplier, long offset) {
        DeadLetter letter = letter(offset, "x");
        return new DeadLetter(
                letter.offset(),
                letter.activityId(),
                letter.type(),
                supplier,
                letter.note(),
                letter.received(),
                letter.failedAt(),
                letter.attempts(),
                letter.reason());
    }

    @Test
    void gives_back_every_part_of_a_letter() {
        letters().put(letter(7, "a bug"));
        letters().put(suppliedBy("a.example:8443", 9));

        assertThat(letters().find(7)).contains(letter(7, "a bug"));
        assertThat(letters().find(9)).contains(suppliedBy("a.example:8443", 9));
        assertThat(letters().find(8)).isEmpty();
    }

    @Test
    void replaces_the_letter_of_the_same_entry() {
        letters().put(letter(7, "first"));
        letters().put(letter(7, "second"));

        assertThat(letters().list(9)).containsExactly(letter(7, "second"));
    }

    @Test
    void lists_the_last_of_the_log_first() {
        for (long offset : new long[] {3, 9, 5}) {
            letters().put(letter(offset, "x"));
        }

        assertThat(letters().list(9)).extracting(DeadLetter::offset).containsExactly(9L, 5L, 3L);
        assertThat(letters().list(2)).extracting(DeadLetter::offset).containsExactly(9L, 5L);
    }

    @Test
    void removes_one_and_says_so_once() {
        letters().put(letter(7, "x"));

        assertThat(letters().remove(7)).isTrue();
        assertThat(letters().remove(7)).isFalse();
        assertThat(letters().list(9)).isEmpty();
    }
}
