package dev.linkspan.httpsignatures.structured;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Parses values without parameters (RFC 9651 §4.2.3.1). */
final class BareItemParser {

    private final Cursor in;

    BareItemParser(Cursor in) {
        this.in = in;
    }

    BareItem parse() throws StructuredFieldException {
        int c = in.peek();
        if (c == '-' || Cursor.isDigit(c)) {
            return number();
        }
        if (c == '*' || Cursor.isAlpha(c)) {
            return token();
        }
        return switch (c) {
            case '"' -> string();
            case ':' -> byteSequence();
            case '?' -> bool();
            case '@' -> date();
            case '%' -> displayString();
            default -> throw in.unexpected("a value");
        };
    }

    private BareItem number() throws StructuredFieldException {
        int start = in.position();
        in.take('-');
        int digits = digits();
        if (digits == 0) {
            throw in.unexpected("a digit");
        }
        if (!in.take('.')) {
            if (digits > 15) {
                throw in.unexpected("at most 15 digits");
            }
            return new BareItem.IntegerItem(Long.parseLong(in.since(start)));
        }
        int fraction = digits();
        if (digits > 12 || fraction < 1 || fraction > 3) {
            throw in.unexpected("at most 12 digits before and 1 to 3 after the point");
        }
        return new BareItem.DecimalItem(new BigDecimal(in.since(start)));
    }

    private int digits() {
        int start = in.position();
        while (Cursor.isDigit(in.peek())) {
            in.next();
        }
        return in.position() - start;
    }

    private BareItem token() {
        int start = in.position();
        while (Cursor.isTokenCharacter(in.peek())) {
            in.next();
        }
        return new BareItem.TokenItem(in.since(start));
    }

    private BareItem string() throws StructuredFieldException {
        in.require('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            int c = in.next();
            if (c == '"') {
                return new BareItem.StringItem(value.toString());
            }
            if (c == '\\') {
                c = in.next();
                if (c != '"' && c != '\\') {
                    throw in.unexpected("\\\" or \\\\");
                }
            } else if (c < 0x20 || c > 0x7e) {
                throw in.unexpected("printable ASCII and a closing quote");
            }
            value.append((char) c);
        }
    }

    private BareItem byteSequence() throws StructuredFieldException {
        in.require(':');
        int start = in.position();
        while (in.peek() != ':' && !in.atEnd()) {
            in.next();
        }
        String encoded = in.since(start);
        in.require(':');
        try {
            return new BareItem.ByteSequence(
                    Base64.getEncoder().encodeToString(Base64.getDecoder().decode(encoded)));
        } catch (IllegalArgumentException e) {
            throw in.unexpected("base64 before this colon");
        }
    }

    private BareItem bool() throws StructuredFieldException {
        in.require('?');
        if (in.take('1')) {
            return new BareItem.BooleanItem(true);
        }
        in.require('0');
        return new BareItem.BooleanItem(false);
    }

    private BareItem date() throws StructuredFieldException {
        in.require('@');
        if (number() instanceof BareItem.IntegerItem seconds) {
            return new BareItem.DateItem(Instant.ofEpochSecond(seconds.value()));
        }
        throw in.unexpected("whole seconds");
    }

    private BareItem displayString() throws StructuredFieldException {
        in.require('%');
        in.require('"');
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
        while (true) {
            int c = in.next();
            if (c == '"') {
                return new BareItem.DisplayString(decode(utf8.toByteArray()));
            }
            if (c < 0x20 || c > 0x7e) {
                throw in.unexpected("printable ASCII and a closing quote");
            }
            utf8.write(c == '%' ? (hexDigit() << 4) | hexDigit() : c);
        }
    }

    private int hexDigit() throws StructuredFieldException {
        int c = in.next();
        if (Cursor.isDigit(c)) {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        throw in.unexpected("a hexadecimal digit in lower case");
    }

    private String decode(byte[] utf8) throws StructuredFieldException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw in.unexpected("UTF-8 before this quote");
        }
    }
}
