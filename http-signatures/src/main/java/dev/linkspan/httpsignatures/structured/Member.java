package dev.linkspan.httpsignatures.structured;

import java.util.List;

/** What a list or dictionary holds. Immutable. */
public sealed interface Member {

    /** The parameters attached to this member. */
    Parameters parameters();

    /**
     * A single value.
     *
     * @param value the value
     * @param parameters its parameters
     */
    record Item(BareItem value, Parameters parameters) implements Member {

        /** A value without parameters. */
        public static Item of(BareItem value) {
            return new Item(value, Parameters.none());
        }
    }

    /**
     * Values in parentheses.
     *
     * @param items the values
     * @param parameters the parameters of the list as a whole
     */
    record InnerList(List<Item> items, Parameters parameters) implements Member {
        /** Copies the list. */
        public InnerList {
            items = List.copyOf(items);
        }
    }
}
