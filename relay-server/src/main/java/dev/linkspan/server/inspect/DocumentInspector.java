package dev.linkspan.server.inspect;

import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.DocumentReader;
import dev.linkspan.jsonld.Reading;
import dev.linkspan.jsonld.ReceivedDocument;
import dev.linkspan.server.inspect.DocumentReport.Origin;
import dev.linkspan.vocab.ReadingLimits;
import java.util.List;
import java.util.Locale;

/** Reads documents from files, standard input and the web. One thread at a time. */
public final class DocumentInspector implements AutoCloseable {

    private final DocumentReader reader = new DocumentReader();
    private final DocumentFetcher fetcher;

    /**
     * With a client of its own for the web, which is not opened before it is needed.
     *
     * @param allowPrivateNetwork whether loopback and private addresses, and plain {@code http}, may be asked
     * @param version what we tell servers that we are
     */
    public DocumentInspector(boolean allowPrivateNetwork, String version) {
        this.fetcher = new DocumentFetcher(allowPrivateNetwork, version);
    }

    /** Looks at one document: a file, {@code -} for standard input, or an {@code http} or {@code https} address. */
    public DocumentReport inspect(String source) {
        String start = source.toLowerCase(Locale.ROOT);
        if (start.startsWith("https://") || start.startsWith("http://")) {
            return switch (fetcher.fetch(source)) {
                case DocumentFetcher.Result.Found found -> read(found.origin(), found.body());
                case DocumentFetcher.Result.Failed failed -> failed.report();
            };
        }
        Origin origin = new Origin(source, List.of());
        try {
            // One byte more than a document may have: enough to see that it has too many.
            return read(origin, InputFile.begin(source, ReadingLimits.DEFAULT.bytes() + 1));
        } catch (UnusableInputException e) {
            return new DocumentReport.Missing(origin, "unreadable", String.valueOf(e.getMessage()));
        }
    }

    private DocumentReport read(Origin origin, Body body) {
        return switch (reader.read(body)) {
            case ReceivedDocument document -> new DocumentReport.Read(origin, document, document.problems());
            case Reading.Refused refused -> new DocumentReport.Refused(origin, refused);
        };
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
