package dev.linkspan.server.inspect;

import dev.linkspan.client.AddressGuard;
import dev.linkspan.client.DocumentClient;
import dev.linkspan.client.Exchange;
import dev.linkspan.client.Fetched;
import dev.linkspan.client.Transport;
import dev.linkspan.client.TransportSettings;
import dev.linkspan.httpsignatures.Body;
import dev.linkspan.jsonld.Reading;
import dev.linkspan.server.inspect.DocumentReport.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Fetches documents through the door that all of Linkspan uses, as nobody. One thread at a time. */
final class DocumentFetcher implements AutoCloseable {

    private final boolean allowPrivateNetwork;
    private final AddressGuard guard;
    private final String agent;
    private Optional<Transport> opened = Optional.empty();

    DocumentFetcher(boolean allowPrivateNetwork, String version) {
        this.allowPrivateNetwork = allowPrivateNetwork;
        this.guard = allowPrivateNetwork ? AddressGuard.allowingPrivateNetwork() : AddressGuard.publicOnly();
        this.agent = "Linkspan/" + version + " (inspect)";
    }

    /** What fetching gave. */
    sealed interface Result {
        /** A document. */
        record Found(Origin origin, Body body) implements Result {}

        /** None, or one that is too long to be read. */
        record Failed(DocumentReport report) implements Result {}
    }

    Result fetch(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            return missing(new Origin(address, List.of()), "invalid_address", FetchWords.of(e));
        }
        FollowedTransport followed = new FollowedTransport(transport());
        Fetched fetched = DocumentClient.anonymous(followed, guard).get(uri);
        Origin origin = new Origin(address, followed.redirects());
        return switch (fetched) {
            case Fetched.Document document -> new Result.Found(origin, document.body());
            case Fetched.Refused refused -> missing(origin, "no_document", FetchWords.of(refused));
            case Fetched.Unreachable none -> unreachable(origin, none);
        };
    }

    private Result unreachable(Origin origin, Fetched.Unreachable none) {
        if (none.failure() == Exchange.Failure.TOO_LARGE) {
            return new Result.Failed(
                    new DocumentReport.Refused(origin, new Reading.Refused(Reading.Reason.TOO_LARGE, none.detail())));
        }
        return missing(origin, none.failure().name(), FetchWords.of(none, allowPrivateNetwork));
    }

    private static Result missing(Origin origin, String reason, String detail) {
        return new Result.Failed(new DocumentReport.Missing(origin, reason, detail));
    }

    private Transport transport() {
        if (opened.isEmpty()) {
            opened = Optional.of(Transport.open(TransportSettings.of(guard, agent)));
        }
        return opened.get();
    }

    @Override
    public void close() {
        opened.ifPresent(Transport::close);
    }
}
