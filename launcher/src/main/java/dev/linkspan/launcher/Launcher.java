package dev.linkspan.launcher;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Starts Linkspan on a Java that is new enough. Compiled for old Java: where {@code java} is too old, it looks for a newer one
 * beside it and runs that, or says in one line that there is none.
 */
public final class Launcher {

    private static final int NEEDED = 21;
    private static final String MAIN = "dev.linkspan.server.Main";

    private Launcher() {}

    /** Passes its arguments on. */
    public static void main(String[] args) throws Exception {
        if (Runtime.version().feature() >= NEEDED) {
            runHere(args);
            return;
        }
        Path java = newerJava();
        if (java == null) {
            System.err.println(
                    "linkspan needs Java " + NEEDED + " or newer; this is Java "
                            + Runtime.version().feature() + " at " + System.getProperty("java.home")
                            + ", and there is no newer one in the usual places. Install one, or name it in LINKSPAN_JAVA_HOME.");
            System.exit(2);
        }
        System.exit(runThere(java, args));
    }

    private static void runHere(String[] args) throws Exception {
        try {
            Class.forName(MAIN).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            throw cause instanceof Exception ? (Exception) cause : e;
        }
    }

    private static int runThere(Path java, String[] args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        // The other process ends when this one does, however it ends.
        command.add("-Dlinkspan.launcher.pid=" + ProcessHandle.current().pid());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Launcher.class.getName());
        for (String arg : args) {
            command.add(arg);
        }
        Process process = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
        return process.waitFor();
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path newerJava() throws IOException {
        List<Path> homes = new ArrayList<>();
        for (String variable : new String[] {"LINKSPAN_JAVA_HOME", "JAVA_HOME"}) {
            String home = System.getenv(variable);
            if (home != null && !home.isEmpty()) {
                homes.add(Path.of(home));
            }
        }
        Path here = Path.of(System.getProperty("java.home"));
        addFolder(homes, here.getParent(), "");
        addFolder(homes, Path.of("/usr/lib/jvm"), "");
        addFolder(homes, Path.of("/usr/java"), "");
        addFolder(homes, Path.of("/opt"), "");
        addFolder(homes, Path.of("/Library/Java/JavaVirtualMachines"), "Contents/Home");
        addFolder(homes, Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"), "");
        addFolder(homes, Path.of(System.getProperty("user.home"), ".jdks"), "");
        for (Path home : homes) {
            Path java = home.resolve("bin").resolve(File.separatorChar == '\\' ? "java.exe" : "java");
            if (Files.isExecutable(java) && feature(home) >= NEEDED) {
                return java;
            }
        }
        return null;
    }

    private static void addFolder(List<Path> homes, Path folder, String inside) throws IOException {
        if (folder == null || !Files.isDirectory(folder) || !Files.isReadable(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                homes.add(entry.resolve(inside));
            }
        }
    }

    /** The feature version that a JDK's release file names; 0 if it names none. */
    private static int feature(Path home) {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
            String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
            int end = 0;
            while (end < version.length() && Character.isDigit(version.charAt(end))) {
                end++;
            }
            return end == 0 ? 0 : Integer.parseInt(version.substring(0, end));
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
