import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Looks whether a staged repository holds exactly what is to be published, with all that Maven Central demands, and prints
 * what is wrong. Runs from its source: {@code java release/CheckStaged.java FOLDER [--signed]}.
 *
 * @see <a href="https://central.sonatype.org/publish/requirements/">Requirements of Maven Central</a>
 */
final class CheckStaged {

    private static final Set<String> PUBLISHED = Set.of(
            "linkspan-http-signatures",
            "linkspan-core",
            "linkspan-spring-boot-starter",
            "linkspan-testkit",
            "linkspan-relay-server",
            "linkspan-bom");

    /** Where the library is, which tells others its version: by itself, and with all in one jar. */
    private static final Set<String> TELL_VERSION = Set.of("linkspan-core", "linkspan-relay-server");

    private final Path group;
    private final boolean signed;
    private final List<String> problems = new ArrayList<>();

    private CheckStaged(Path staged, boolean signed) {
        this.group = staged.resolve("dev/linkspan");
        this.signed = signed;
    }

    /** Takes the folder, and {@code --signed} if signatures must be there. */
    public static void main(String[] args) throws Exception {
        CheckStaged check = new CheckStaged(Path.of(args[0]), List.of(args).contains("--signed"));
        check.all();
        check.problems.forEach(System.err::println);
        System.exit(check.problems.isEmpty() ? 0 : 1);
    }

    private void all() throws Exception {
        Set<String> there = names(group);
        expect(there.equals(PUBLISHED), group + ": " + there + " (expected: " + PUBLISHED + ")");
        for (String artifact : there) {
            for (String version : names(group.resolve(artifact))) {
                if (!version.startsWith("maven-metadata")) {
                    artifact(artifact, version);
                }
            }
        }
    }

    private void artifact(String name, String version) throws Exception {
        Path folder = group.resolve(name).resolve(version);
        String file = name + "-" + version;
        Set<String> expected = new TreeSet<>(Set.of(file + ".pom"));
        boolean isJar = !name.endsWith("-bom");
        if (isJar) {
            expected.addAll(List.of(file + ".jar", file + "-sources.jar", file + "-javadoc.jar", file + "-cyclonedx.json"));
        }
        Set<String> parts = names(folder).stream()
                .filter(part -> !part.matches(".*\\.(md5|sha1|sha256|sha512|asc)|maven-metadata.*"))
                .collect(Collectors.toCollection(TreeSet::new));
        expect(parts.equals(expected), folder + ": " + parts + " (expected: " + expected + ")");
        for (String part : parts) {
            checksum(folder.resolve(part), "md5", "MD5");
            checksum(folder.resolve(part), "sha1", "SHA-1");
            expect(!signed || Files.exists(folder.resolve(part + ".asc")), part + " is not signed");
        }
        pom(folder.resolve(file + ".pom"), version, isJar);
        if (isJar && parts.equals(expected)) {
            jars(folder, file);
        }
        if (TELL_VERSION.contains(name)) {
            String told = told(folder.resolve(file + ".jar"));
            expect(told.equals(version), file + ".jar: tells version " + told);
        }
    }

    private void checksum(Path file, String suffix, String algorithm) throws Exception {
        Path sum = file.resolveSibling(file.getFileName() + "." + suffix);
        byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
        expect(
                Files.exists(sum) && Files.readString(sum).trim().equals(HexFormat.of().formatHex(digest)),
                sum + " is absent or wrong");
    }

    private void pom(Path file, String version, boolean isJar) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        Element project = pom.getDocumentElement();
        for (String path : List.of(
                "groupId", "artifactId", "version", "name", "description", "url", "licenses/license/name",
                "licenses/license/url", "developers/developer/name", "scm/connection", "scm/developerConnection",
                "scm/url")) {
            expect(!text(project, path).isBlank(), file + ": no " + path);
        }
        expect(text(project, "version").equals(version), file + ": version " + text(project, "version"));
        expect(isJar || text(project, "packaging").equals("pom"), file + ": packaging " + text(project, "packaging"));
        for (String absent : List.of("parent", "build", "properties", "repositories", "profiles", "distributionManagement")) {
            expect(children(project, absent).isEmpty(), file + ": has " + absent);
        }
        expect(isJar == children(project, "dependencyManagement").isEmpty(), file + ": dependencyManagement");
        dependencies(file, project);
        if (!isJar) {
            Set<String> managed = children(children(project, "dependencyManagement").get(0), "dependencies").stream()
                    .flatMap(list -> children(list, "dependency").stream())
                    .map(dependency -> text(dependency, "artifactId"))
                    .collect(Collectors.toCollection(TreeSet::new));
            managed.add("linkspan-bom");
            expect(managed.equals(PUBLISHED), file + ": manages " + managed);
        }
    }

    private void dependencies(Path file, Element project) {
        for (Element list : children(project, "dependencies")) {
            for (Element dependency : children(list, "dependency")) {
                String artifact = text(dependency, "artifactId");
                String version = text(dependency, "version");
                expect(!text(dependency, "scope").equals("test"), file + ": test dependency " + artifact);
                expect(!version.isBlank() && !version.contains("${"), file + ": " + artifact + " has version " + version);
                expect(
                        !text(dependency, "groupId").equals("dev.linkspan") || PUBLISHED.contains(artifact),
                        file + ": needs " + artifact + ", which is not published");
                expect(!file.getFileName().toString().startsWith("linkspan-relay-server"), file + ": the jar holds " + artifact);
            }
        }
    }

    private void jars(Path folder, String file) throws IOException {
        Set<String> classes = entries(folder.resolve(file + ".jar"));
        Set<String> sources = entries(folder.resolve(file + "-sources.jar"));
        Set<String> javadoc = entries(folder.resolve(file + "-javadoc.jar"));
        boolean isProgram = file.startsWith("linkspan-relay-server"); // with all its parts in one jar, which is no module
        expect(isProgram || classes.contains("module-info.class"), file + ".jar: no module");
        for (String name : isProgram ? Set.of("dev/linkspan/server/") : exports(folder.resolve(file + ".jar"))) {
            expect(
                    javadoc.stream().anyMatch(entry -> entry.endsWith(name + "package-summary.html")),
                    file + "-javadoc.jar: nothing of " + name);
            // Generated views too: an IDE shows sources of all that it shows.
            classes.stream()
                    .filter(entry -> entry.startsWith(name) && entry.endsWith(".class") && !entry.contains("$"))
                    .map(entry -> entry.replace(".class", ".java"))
                    .filter(entry -> !sources.contains(entry))
                    .forEach(entry -> problems.add(file + "-sources.jar: no " + entry));
        }
    }

    private void expect(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private static Set<String> exports(Path jar) {
        return ModuleFinder.of(jar).findAll().stream()
                .flatMap(module -> module.descriptor().exports().stream())
                .map(exported -> exported.source().replace('.', '/') + "/")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(entry -> entry.getName()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String told(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry("dev/linkspan/federation/version.txt");
            return entry == null ? "" : new String(zip.getInputStream(entry).readAllBytes(), UTF_8).strip();
        }
    }

    private static Set<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Element from, String path) {
        Element at = from;
        for (String step : path.split("/")) {
            List<Element> found = children(at, step);
            if (found.isEmpty()) {
                return "";
            }
            at = found.get(0);
        }
        return at.getTextContent().trim();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
