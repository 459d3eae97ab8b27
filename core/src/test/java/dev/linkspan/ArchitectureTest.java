package dev.linkspan;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The stair of packages: each uses only the steps below it. */
class ArchitectureTest {

    /** Package to step; the table of the architecture. */
    private static final Map<String, Integer> STAIR = Map.ofEntries(
            Map.entry("vocab", 0),
            Map.entry("jsonld", 1),
            Map.entry("store", 1),
            Map.entry("proof", 2),
            Map.entry("client", 2),
            Map.entry("discovery", 3),
            Map.entry("inbox", 4),
            Map.entry("delivery", 5),
            Map.entry("relay", 5),
            Map.entry("federation", 7),
            Map.entry("web", 8));

    private static final JavaClasses CORE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void every_package_stands_on_a_step() {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : CORE) {
            packages.add(type.getPackageName());
        }

        assertThat(packages)
                .containsExactlyInAnyOrderElementsOf(STAIR.keySet().stream()
                        .map(name -> "dev.linkspan." + name)
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> a_package_uses_only_the_steps_below_it() {
        return STAIR.keySet().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String[] forbidden = STAIR.keySet().stream()
                            .filter(other -> !other.equals(name) && STAIR.get(other) >= STAIR.get(name))
                            .map(other -> "dev.linkspan." + other + "..")
                            .toArray(String[]::new);
                    ArchRule rule = noClasses()
                            .that()
                            .resideInAPackage("dev.linkspan." + name + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden);
                    if (forbidden.length > 0) {
                        rule.check(CORE);
                    }
                }));
    }

    @Test
    void there_is_no_cycle_of_packages() {
        slices().matching("dev.linkspan.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void libraries_are_named_only_where_they_belong() {
        only("org.bouncycastle..", List.of());
        only("com.apicatalog..", List.of("dev.linkspan.jsonld.."));
        only("org.eclipse.jetty.client..", List.of("dev.linkspan.client.."));
        only("org.eclipse.jetty.server..", List.of("dev.linkspan.web.."));
        only("jakarta.servlet..", List.of("dev.linkspan.web.."));
        only("org.eclipse.parsson..", List.of("dev.linkspan.vocab..", "dev.linkspan.jsonld.."));
        only("org.jsoup..", List.of("dev.linkspan.web.."));
        only("java.sql..", List.of("dev.linkspan.store.."));
        only("org.postgresql..", List.of("dev.linkspan.store.."));
        only("org.flywaydb..", List.of("dev.linkspan.store.."));
    }

    /** {@code Json}'s own methods look for their provider at each call: that was a fifth of the cost of accepting a post. */
    @Test
    void json_builders_and_values_come_from_a_provider_that_was_looked_up_once() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(type(Json.class)))
                        .and(target(nameMatching("create((Array|Object)Builder|Value)"))))
                .check(CORE);
    }

    private static void only(String library, List<String> users) {
        noClasses()
                .that()
                .resideOutsideOfPackages(users.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CORE);
    }
}
