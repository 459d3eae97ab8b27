package dev.linkspan.inbox;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.linkspan.httpsignatures.RequestVerifier;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** S-34 of reference/attacks.md: an activity is acted upon only after it was verified. */
class NoWayAroundTest {

    private static final JavaClasses MAIN = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void only_the_verifier_makes_verified_activities() {
        JavaClass evidence = MAIN.get(VerifiedActivity.class);

        assertThat(evidence.getModifiers()).contains(JavaModifier.FINAL);
        assertThat(evidence.getConstructors())
                .allSatisfy(
                        constructor -> assertThat(constructor.getModifiers()).doesNotContain(JavaModifier.PUBLIC));
        noClasses()
                .that()
                .areNotAssignableTo(InboxVerifier.class)
                .should()
                .callConstructorWhere(target(owner(type(VerifiedActivity.class))))
                .check(MAIN);
    }

    @Test
    void nothing_in_the_library_verifies_requests_by_rules_of_its_own() {
        assertThat(MAIN.stream().filter(type -> type.isAssignableTo(RequestVerifier.class)))
                .isEmpty();
    }

    @Test
    void nothing_public_offers_to_skip_a_check() {
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages("dev.linkspan.delivery..", "dev.linkspan.store..") // where lanes skip entries
                .should()
                .haveNameMatching("(?i).*(skip|disable|insecure|unsafe|bypass|trustall|withoutcheck|nocheck).*")
                .because("verification is never optional outside of tests")
                .check(MAIN);
    }
}
