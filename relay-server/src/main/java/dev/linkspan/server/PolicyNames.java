package dev.linkspan.server;

import dev.linkspan.relay.RelayPolicy;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** Policies by the names that people type: {@code allow-list}. */
final class PolicyNames {

    private PolicyNames() {}

    static final class Follow implements ITypeConverter<RelayPolicy.Follow> {
        @Override
        public RelayPolicy.Follow convert(String value) {
            return constant(RelayPolicy.Follow.class, value);
        }
    }

    static final class Publish implements ITypeConverter<RelayPolicy.Publish> {
        @Override
        public RelayPolicy.Publish convert(String value) {
            return constant(RelayPolicy.Publish.class, value);
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String value) {
        return Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
