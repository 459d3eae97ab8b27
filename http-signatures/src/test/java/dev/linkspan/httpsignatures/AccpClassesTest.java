package dev.linkspan.httpsignatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccpClassesTest {

    private static final String FOLDER = "com/amazon/corretto/crypto/provider";
    private static final String LIBRARY = System.mapLibraryName("amazonCorrettoCryptoProvider");

    @TempDir
    private Path folder;

    /** As in the relay's jar, which is made of the jars of several platforms. */
    @Test
    void takes_the_library_from_the_folder_of_this_platform() throws Exception {
        Path library = inFolder(LIBRARY);
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(FOLDER + "/" + LIBRARY)) {
            Files.copy(in, library);
        }

        Provider provider = AccpClasses.provider(loader());

        assertThat(provider.getClass().getClassLoader().getName()).isEqualTo("accp");
        ProviderSelfTest.check(new AccpSignatureProvider(provider));
    }

    @Test
    void says_so_when_the_library_in_the_folder_is_for_another_machine() throws Exception {
        Files.write(inFolder(LIBRARY), new byte[] {0x7f, 'E', 'L', 'F'});

        assertThatThrownBy(() -> AccpClasses.provider(loader()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("its native library does not load")
                .hasCauseInstanceOf(UnsatisfiedLinkError.class);
    }

    @Test
    void is_absent_where_its_classes_are() {
        assertThatThrownBy(() -> AccpClasses.provider(ClassLoader.getPlatformClassLoader()))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private Path inFolder(String name) throws Exception {
        String platform = AccpClasses.platform(System.getProperty("os.name"), System.getProperty("os.arch"))
                .orElse("none");
        return Files.createDirectories(folder.resolve(FOLDER).resolve(platform)).resolve(name);
    }

    private ClassLoader loader() throws Exception {
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }
}
