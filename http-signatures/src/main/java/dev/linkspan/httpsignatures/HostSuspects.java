package dev.linkspan.httpsignatures;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Signed for another host: proxies rewrite {@code Host} and leave the former one in fields of their own. */
final class HostSuspects {

    private static final String PROXY = "a proxy rewrote Host";
    private static final List<String> PROXY_FIELDS =
            List.of("X-Forwarded-Host", "X-Original-Host", "X-Host", "X-Forwarded-Server", "X-HTTP-Host-Override");

    private HostSuspects() {}

    static Stream<Suspect> of(Scenery scenery) {
        return hosts(scenery).stream()
                .flatMap(host -> scenery.withHost(host).stream()
                        .map(message -> Suspect.ofMessage("Host is " + host, PROXY, message)));
    }

    /** Another host together with another scheme or path: what a proxy with a path of its own does. */
    static Stream<Suspect> withTarget(Scenery scenery) {
        Set<String> hosts = hosts(scenery);
        hosts.add(scenery.message().authority());
        return hosts.stream()
                .flatMap(host -> Stream.of("https", "http")
                        .flatMap(scheme -> TargetSuspects.targets(scenery).stream()
                                .flatMap(target -> scenery.withTarget(scheme, host, target).stream()
                                        .map(message -> Suspect.ofMessage(
                                                "the target is " + scheme + "://" + host + target,
                                                "a proxy rewrote Host and path",
                                                message)))));
    }

    private static Set<String> hosts(Scenery scenery) {
        HttpMessage.Request message = scenery.message();
        Set<String> hosts = new LinkedHashSet<>();
        PROXY_FIELDS.forEach(name -> hosts.addAll(scenery.items(name)));
        forwarded(scenery).ifPresent(hosts::add);
        String host = message.fields().first("host").orElse(message.authority());
        for (String known : List.of(host, message.authority())) {
            hosts.add(known);
            hosts.add(known.toLowerCase(Locale.ROOT));
            hosts.add(known + ":443");
            hosts.add(known + ":80");
            int port = known.lastIndexOf(':');
            String name = port < 0 || known.endsWith("]") ? known : known.substring(0, port);
            hosts.add(name);
            hosts.add(name.startsWith("www.") ? name.substring(4) : "www." + name);
        }
        hosts.removeIf(String::isEmpty);
        return hosts;
    }

    /** The {@code host} parameter of {@code Forwarded} (RFC 7239 §4). */
    private static Optional<String> forwarded(Scenery scenery) {
        for (String element : scenery.items("Forwarded")) {
            int at = element.toLowerCase(Locale.ROOT).indexOf("host=");
            if (at >= 0) {
                String value = element.substring(at + 5);
                int end = value.indexOf(';');
                return Optional.of((end < 0 ? value : value.substring(0, end))
                        .replace("\"", "")
                        .strip());
            }
        }
        return Optional.empty();
    }
}
