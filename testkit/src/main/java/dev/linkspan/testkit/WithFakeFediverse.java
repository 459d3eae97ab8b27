package dev.linkspan.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a JUnit class a {@link FakeFediverse} each, as a parameter of the test method or of what runs before it.
 * One that is taken by a constructor or before all tests is shared by all of them. Needs JUnit Jupiter, which the application's
 * tests bring along.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FakeFediverseExtension.class)
@SuppressWarnings("exports") // of JUnit's types, as for the extension
public @interface WithFakeFediverse {

    /** The software that there is an instance of; all, unless set. */
    Profile[] value() default {
        Profile.MASTODON,
        Profile.MISSKEY,
        Profile.PLEROMA,
        Profile.GOTOSOCIAL,
        Profile.LEMMY,
        Profile.FRIENDICA,
        Profile.THREADS
    };
}
