package dev.linkspan.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linkspan.discovery.NodeInfoDocument.Software;
import java.io.File;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The version that others are told, against that of the project. */
class LibraryVersionTest {

    @Test
    void federations_and_relays_name_the_version_of_the_project() throws Exception {
        String version = projectVersion();

        assertThat(LibraryVersion.text()).isEqualTo(version);
        assertThat(Federation.builder().software).isEqualTo(new Software("linkspan", version));
        assertThat(RelayService.builder().version).isEqualTo(version);
    }

    /** What a release sets in the pom: a module has it of its parent. */
    private static String projectVersion() throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File("pom.xml"))
                .getDocumentElement();
        Element parent = (Element) project.getElementsByTagName("parent").item(0);
        return parent.getElementsByTagName("version").item(0).getTextContent();
    }
}
