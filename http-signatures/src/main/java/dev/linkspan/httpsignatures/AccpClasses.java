package dev.linkspan.httpsignatures;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.Provider;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the Amazon Corretto Crypto Provider if it is on the class path, without a link to it.
 *
 * <p>Each of its jars brings the library of one platform, all under the same name. So in a jar made of several of them the
 * libraries lie in folders beside the classes, named as the classifiers are: {@code linux-x86_64/…}. Where there is such a
 * folder for this platform, the classes are defined once more by a loader that shows them its library.
 */
final class AccpClasses extends ClassLoader {

    private static final String FOLDER = "com/amazon/corretto/crypto/provider/";
    private static final String PACKAGES = "com.amazon.corretto.crypto.";
    private static final String PROVIDER = PACKAGES + "provider.AmazonCorrettoCryptoProvider";
    private static final String LIBRARY = System.mapLibraryName("amazonCorrettoCryptoProvider");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader jar;
    private final URL library;

    private AccpClasses(ClassLoader jar, URL library) {
        super("accp", jar);
        this.jar = jar;
        this.library = library;
    }

    /** The provider; not registered anywhere. */
    static Provider provider(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> type = Class.forName(PROVIDER, true, platformLoader(loader));
        Provider provider = (Provider) type.getConstructor().newInstance();
        if (type.getMethod("getLoadingError").invoke(provider) instanceof Throwable error) {
            throw new IllegalStateException("its native library does not load", error);
        }
        return provider;
    }

    private static ClassLoader platformLoader(ClassLoader loader) {
        return platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""))
                .map(platform -> loader.getResource(FOLDER + platform + "/" + LIBRARY))
                .<ClassLoader>map(library -> new AccpClasses(loader, library))
                .orElse(loader);
    }

    /** The classifier of the jar for a platform; empty if there is none. */
    static Optional<String> platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "osx" : "";
        String machine =
                switch (osArch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64" -> "aarch_64";
                    default -> "";
                };
        return system.isEmpty() || machine.isEmpty() ? Optional.empty() : Optional.of(system + "-" + machine);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGES)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream in = jar.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        return name.equals(FOLDER + LIBRARY) ? library : super.getResource(name);
    }
}
