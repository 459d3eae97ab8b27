package dev.linkspan.server;

import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A type of activities that get too old to be delivered; one that is misspelt must not go without a limit. */
final class AgedType implements ITypeConverter<String> {

    /** All types that are not named. */
    static final String OTHERS = "others";

    private static final Set<String> TYPES = Set.of("Create", "Update", "Announce", OTHERS);

    @Override
    public String convert(String text) {
        if (!TYPES.contains(text)) {
            throw new TypeConversionException("'" + text
                    + "' is no type with a maximum age (expected: Create, Update, Announce or " + OTHERS + ")");
        }
        return text;
    }
}
