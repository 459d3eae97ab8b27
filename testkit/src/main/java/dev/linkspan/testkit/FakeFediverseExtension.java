package dev.linkspan.testkit;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Resolves parameters of type {@link FakeFediverse}, and closes what it gave out. By {@link WithFakeFediverse}, or registered
 * by itself for one instance of each software. Thread-safe.
 */
@SuppressWarnings("exports") // of JUnit's types: whoever sees them has JUnit, and nobody else needs it
public final class FakeFediverseExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(FakeFediverseExtension.class);
    private static final String KEY = "fediverse";

    /** For JUnit to call. */
    public FakeFediverseExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FakeFediverse.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).getOrComputeIfAbsent(KEY, key -> start(context), FakeFediverse.class);
    }

    private static FakeFediverse start(ExtensionContext context) {
        Optional<WithFakeFediverse> wanted = AnnotationSupport.findAnnotation(
                        context.getTestMethod(), WithFakeFediverse.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), WithFakeFediverse.class));
        return wanted.map(annotation -> FakeFediverse.of(annotation.value())).orElseGet(FakeFediverse::start);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close(context);
    }

    /** What was made for this context alone. */
    private static void close(ExtensionContext context) {
        FakeFediverse mine = context.getStore(NAMESPACE).remove(KEY, FakeFediverse.class);
        if (mine != null) {
            mine.close();
        }
    }
}
