package dev.linkspan.server;

/**
 * Where a server listens.
 *
 * @param host a name or address; IPv6 without brackets
 * @param port the port, 0 for one that the system chooses
 */
record ListenAddress(String host, int port) {

    static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty() && port >= 0 && port <= 65535) {
                return new ListenAddress(host, port);
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message.
        }
        throw new IllegalArgumentException("listen: '" + text + "' (expected: host:port, such as 127.0.0.1:8080)");
    }
}
