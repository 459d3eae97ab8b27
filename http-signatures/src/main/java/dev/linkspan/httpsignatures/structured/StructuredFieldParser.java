package dev.linkspan.httpsignatures.structured;

import dev.linkspan.httpsignatures.structured.Member.InnerList;
import dev.linkspan.httpsignatures.structured.Member.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses structured fields, strictly and in linear time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9651#section-4.2">RFC 9651 §4.2</a>
 */
public final class StructuredFieldParser {

    private final Cursor in;
    private final BareItemParser bareItems;

    private StructuredFieldParser(List<String> lines) {
        this.in = new Cursor(lines.size() == 1 ? lines.get(0) : String.join(", ", lines));
        this.bareItems = new BareItemParser(in);
    }

    /**
     * Parses the lines of a dictionary field; the map keeps the order.
     *
     * @throws StructuredFieldException if the lines are not a dictionary
     */
    public static Map<String, Member> parseDictionary(List<String> lines) throws StructuredFieldException {
        StructuredFieldParser parser = new StructuredFieldParser(lines);
        Map<String, Member> members = new LinkedHashMap<>();
        parser.in.skipSpaces();
        while (!parser.in.atEnd()) {
            String key = parser.key();
            members.put(key, parser.in.take('=') ? parser.member() : parser.flag());
            parser.separator();
        }
        return Collections.unmodifiableMap(members);
    }

    /**
     * Parses the lines of a list field.
     *
     * @throws StructuredFieldException if the lines are not a list
     */
    public static List<Member> parseList(List<String> lines) throws StructuredFieldException {
        StructuredFieldParser parser = new StructuredFieldParser(lines);
        List<Member> members = new ArrayList<>();
        parser.in.skipSpaces();
        while (!parser.in.atEnd()) {
            members.add(parser.member());
            parser.separator();
        }
        return List.copyOf(members);
    }

    /**
     * Parses the lines of an item field.
     *
     * @throws StructuredFieldException if the lines are not one item
     */
    public static Item parseItem(List<String> lines) throws StructuredFieldException {
        StructuredFieldParser parser = new StructuredFieldParser(lines);
        parser.in.skipSpaces();
        Item item = parser.item();
        parser.in.skipSpaces();
        if (!parser.in.atEnd()) {
            throw parser.in.unexpected("the end");
        }
        return item;
    }

    private void separator() throws StructuredFieldException {
        in.skipBlanks();
        if (in.atEnd()) {
            return;
        }
        in.require(',');
        in.skipBlanks();
        if (in.atEnd()) {
            throw in.unexpected("a member after the comma");
        }
    }

    private Member member() throws StructuredFieldException {
        return in.peek() == '(' ? innerList() : item();
    }

    private Member flag() throws StructuredFieldException {
        return new Item(new BareItem.BooleanItem(true), parameters());
    }

    private InnerList innerList() throws StructuredFieldException {
        in.require('(');
        List<Item> items = new ArrayList<>();
        while (true) {
            in.skipSpaces();
            if (in.take(')')) {
                return new InnerList(items, parameters());
            }
            items.add(item());
            if (in.peek() != ' ' && in.peek() != ')') {
                throw in.unexpected("a space or )");
            }
        }
    }

    private Item item() throws StructuredFieldException {
        BareItem value = bareItems.parse();
        return new Item(value, parameters());
    }

    private Parameters parameters() throws StructuredFieldException {
        if (in.peek() != ';') {
            return Parameters.none();
        }
        Map<String, BareItem> entries = new LinkedHashMap<>();
        while (in.take(';')) {
            in.skipSpaces();
            String key = key();
            entries.put(key, in.take('=') ? bareItems.parse() : new BareItem.BooleanItem(true));
        }
        return new Parameters(entries);
    }

    private String key() throws StructuredFieldException {
        int start = in.position();
        if (in.peek() != '*' && !Cursor.isLowerAlpha(in.peek())) {
            throw in.unexpected("a key in lower case");
        }
        while (Cursor.isKeyCharacter(in.peek())) {
            in.next();
        }
        return in.since(start);
    }
}
