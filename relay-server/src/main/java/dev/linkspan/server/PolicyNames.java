package dev.linkspan.server;

import dev.linkspan.httpsignatures.SignatureScheme;
import dev.linkspan.relay.RelayPolicy;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Policies and signature schemes by the names that people type: {@code allow-list}. */
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

    static final class Scheme implements ITypeConverter<SignatureScheme> {
        @Override
        public SignatureScheme convert(String value) {
            return constant(SignatureScheme.class, value);
        }
    }

    static final class Verification implements ITypeConverter<VerifyCommand.Policy> {
        @Override
        public VerifyCommand.Policy convert(String value) {
            return constant(VerifyCommand.Policy.class, value);
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String value) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return constant;
            }
        }
        String names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
        throw new TypeConversionException("'" + value + "' (expected: one of " + names + ")");
    }
}
