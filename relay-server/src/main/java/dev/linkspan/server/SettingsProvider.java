package dev.linkspan.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where a setting comes from when no flag gives it: the environment ({@code LINKSPAN_BASE_URL}), then the settings file
 * ({@code base-url = …}). The name is the same everywhere.
 */
final class SettingsProvider implements IDefaultValueProvider {

    /** Read by the start script, the launcher and the logging. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("LINKSPAN_JAVA_HOME", "LINKSPAN_JAVA_OPTS", "LINKSPAN_CLASS_ARCHIVE", "LINKSPAN_LOG_LEVEL");

    /** How those begin that only the scripts of the build and of the tests read. */
    private static final Set<String> OTHER_PREFIXES =
            Set.of("LINKSPAN_INTEROP_", "LINKSPAN_POSTGRES_", "LINKSPAN_TEST_");

    private final Map<String, String> environment;
    private final Config file;

    SettingsProvider(Map<String, String> environment, String... args) {
        this.environment = environment;
        this.file = configPath(environment, args).map(SettingsProvider::read).orElseGet(ConfigFactory::empty);
    }

    private static Optional<String> configPath(Map<String, String> environment, String... args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--config=")) {
                return Optional.of(args[i].substring("--config=".length()));
            }
            if (args[i].equals("--config") && i + 1 < args.length) {
                return Optional.of(args[i + 1]);
            }
        }
        return Optional.ofNullable(environment.get("LINKSPAN_CONFIG"));
    }

    private static Config read(String path) {
        File settings = new File(path);
        if (!settings.isFile()) {
            throw new IllegalArgumentException("config: '" + path + "' (expected: a readable settings file)");
        }
        try {
            return ConfigFactory.parseFile(settings).resolve();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(
                    "config: " + e.getMessage()
                            + " (write name = \"value\", one a line; values with : need the quotes)",
                    e);
        }
    }

    /**
     * Refuses a settings file with names that nobody reads: a setting that is misspelt must not quietly fall back to its
     * default.
     *
     * @throws IllegalArgumentException naming what is unknown
     */
    void refuseUnknown(Set<String> known) {
        for (String name : file.root().keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("config: unknown setting '" + name + "' in line "
                        + file.root().get(name).origin().lineNumber());
            }
        }
        for (String variable : environment.keySet()) {
            String name = variable.toLowerCase(Locale.ROOT)
                    .replaceFirst("^linkspan_", "")
                    .replace('_', '-');
            if (variable.startsWith("LINKSPAN_") && !known.contains(name) && !isOther(variable)) {
                throw new IllegalArgumentException("environment: unknown setting " + variable);
            }
        }
    }

    private static boolean isOther(String variable) {
        return OTHER_VARIABLES.contains(variable) || OTHER_PREFIXES.stream().anyMatch(variable::startsWith);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec spec) {
        if (!(spec instanceof OptionSpec option)) {
            return null;
        }
        String name = option.longestName().replaceFirst("^--", "");
        String variable = "LINKSPAN_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        String value = environment.get(variable);
        if (value != null && !value.isBlank()) {
            return value;
        }
        return fromFile(ConfigUtil.joinPath(name));
    }

    private @Nullable String fromFile(String path) {
        if (!file.hasPath(path)) {
            return null;
        }
        try {
            return file.getString(path);
        } catch (ConfigException.WrongType e) {
            List<String> items = file.getStringList(path);
            return String.join(",", items);
        }
    }
}
