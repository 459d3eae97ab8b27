package dev.linkspan.build.vocabulary;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Writes the views when it meets the package that they belong to. An annotation processor and no program of its own: so it
 * runs within the compiler, on the compiler's JDK, in every IDE.
 */
@SupportedAnnotationTypes("*")
@SupportedOptions(VocabularyProcessor.SCHEMA)
public final class VocabularyProcessor extends AbstractProcessor {

    static final String SCHEMA = "linkspan.vocabulary";

    private static final String HOME = Sources.PACKAGE + ".Entity";

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        boolean home = round.getRootElements().stream()
                .anyMatch(element -> element instanceof TypeElement type
                        && type.getQualifiedName().contentEquals(HOME));
        if (home) {
            try {
                String schema = processingEnv.getOptions().get(SCHEMA);
                if (schema == null) {
                    throw new Schema.SchemaException("the option " + SCHEMA + " names no schema");
                }
                write(Sources.of(SchemaReader.read(Files.readString(Path.of(schema)))));
            } catch (Schema.SchemaException | IOException e) {
                processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "vocabulary: " + e.getMessage());
            }
        }
        return false;
    }

    private void write(Map<String, String> sources) throws IOException {
        for (Map.Entry<String, String> source : sources.entrySet()) {
            try (Writer file = processingEnv
                    .getFiler()
                    .createSourceFile(Sources.PACKAGE + "." + source.getKey())
                    .openWriter()) {
                file.write(source.getValue());
            }
        }
    }
}
