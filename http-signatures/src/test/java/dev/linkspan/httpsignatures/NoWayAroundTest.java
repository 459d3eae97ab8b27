package dev.linkspan.httpsignatures;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static dev.linkspan.httpsignatures.Verdicts.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Group S of reference/attacks.md: verification cannot be left out, shortened or timed. */
class NoWayAroundTest {

    private static final JavaClasses MAIN = new ClassFileImporter().importPath(Path.of("target", "classes"));

    // S-34
    @Test
    void every_verifier_is_ours_and_cannot_be_extended() {
        List<JavaClass> verifiers = MAIN.stream()
                .filter(type -> !type.isInterface() && type.isAssignableTo(RequestVerifier.class))
                .toList();

        assertThat(verifiers).isNotEmpty().allSatisfy(type -> {
            assertThat(type.getModifiers()).contains(JavaModifier.FINAL).doesNotContain(JavaModifier.PUBLIC);
            assertThat(type.getConstructors())
                    .allSatisfy(constructor ->
                            assertThat(constructor.getModifiers()).doesNotContain(JavaModifier.PUBLIC));
        });
    }

    // S-34
    @Test
    void nothing_public_offers_to_skip_a_check() {
        String offers =
                "(?i).*(skip|disable|insecure|unsafe|bypass|trustall|unverified|unsigned|withoutcheck|nocheck).*";

        noMethods()
                .that()
                .arePublic()
                .should()
                .haveNameMatching(offers)
                .because("verification is never optional outside of tests")
                .check(MAIN);
        noClasses().that().arePublic().should().haveNameMatching(offers).check(MAIN);
    }

    // S-34
    @Test
    void no_property_or_variable_of_the_environment_changes_a_verdict() {
        for (String method : List.of("getProperty", "getenv", "getProperties")) {
            noClasses()
                    .that()
                    .haveNameMatching(".*\\.(.*Verifier|.*Policy|.*Check|TimeWindow|.*Signature|.*Fields|.*Base)")
                    .should()
                    .callMethodWhere(target(owner(type(System.class))).and(target(name(method))))
                    .check(MAIN);
        }
    }

    // S-32
    @Test
    void digests_and_macs_are_compared_in_constant_time() {
        for (Class<?> comparing : List.of(DigestCheck.class, JdkSignatureProvider.class)) {
            classes()
                    .that()
                    .areAssignableTo(comparing)
                    .should()
                    .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                    .check(MAIN);
        }
        noClasses()
                .that()
                .haveNameMatching(".*\\.(.*Verifier|.*Check|.*Signature|.*Provider|.*Nonce.*)")
                .should()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .because("MessageDigest.isEqual takes the same time wherever the first difference is")
                .check(MAIN);
    }

    // S-33
    @Test
    void a_body_that_was_read_before_is_an_error_and_no_request_without_body() {
        TestRequest request = TestRequest.post()
                .with("Content-Length", "17")
                .cavageCovering(
                        "(request-target) host date digest",
                        "(request-target): post /inbox",
                        "host: relay.example",
                        "date: " + TestRequest.DATE,
                        "digest: SHA-256=" + TestRequest.SHA256);

        assertInvalid(
                request.body("").verify(Verdicts::noKeyWanted), Verdict.Reason.DIGEST_MISMATCH, "the 0 bytes received");
        assertInvalid(
                request.body("").without("Digest").without("Content-Digest").verify(Verdicts::noKeyWanted),
                Verdict.Reason.DIGEST_MISSING);
    }

    // S-33
    @Test
    void the_same_document_in_other_bytes_is_another_body() {
        TestRequest request = TestRequest.post()
                .cavageCovering(
                        "(request-target) host date digest",
                        "(request-target): post /inbox",
                        "host: relay.example",
                        "date: " + TestRequest.DATE,
                        "digest: SHA-256=" + TestRequest.SHA256);

        for (String written : List.of(
                "{\"type\": \"Create\"}",
                "{\"type\":\"Create\"}\n",
                "{\"type\":\"\\u0043reate\"}",
                "\ufeff{\"type\":\"Create\"}")) {
            assertInvalid(request.body(written).verify(Verdicts::noKeyWanted), Verdict.Reason.DIGEST_MISMATCH);
        }
    }
}
