package dev.linkspan.httpsignatures;

import dev.linkspan.httpsignatures.structured.BareItem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values that components have in one message (RFC 9421 §2). */
final class ComponentValues {

    private static final Set<String> FIELD_FLAGS = Set.of("sf", "bs", "tr");

    private final HttpMessage message;
    private final FieldTypes types;

    ComponentValues(HttpMessage message, FieldTypes types) {
        this.message = message;
        this.types = types;
    }

    String of(ComponentIdentifier component) throws Refusal {
        String value = component.isDerived() ? derived(component) : field(component);
        return CoveredFields.printable(component.name(), value);
    }

    private String derived(ComponentIdentifier component) throws Refusal {
        boolean queryParameter = component.name().equals("@query-param");
        for (Map.Entry<String, BareItem> parameter :
                component.parameters().entries().entrySet()) {
            String key = parameter.getKey();
            if (FIELD_FLAGS.contains(key) || key.equals("key")) {
                throw refusal(component, "the parameter " + key + ", which only fields take");
            }
            if (key.equals("name") && queryParameter) {
                continue;
            }
            requireFlag(component, "req", parameter);
        }
        if (component.name().equals("@status")) {
            return status(component);
        }
        HttpMessage.Request request = request(component);
        return switch (component.name()) { // §2.2, in its order
            case "@method" -> request.method();
            case "@target-uri" ->
                request.targetUri().getScheme() + "://" + request.targetUri().getRawAuthority()
                        + request.pathAndQuery();
            case "@authority" -> request.authority();
            case "@scheme" -> request.scheme();
            case "@request-target" -> request.requestTarget();
            case "@path" -> request.path();
            case "@query" -> {
                String query = request.targetUri().getRawQuery();
                yield query == null ? "?" : "?" + query;
            }
            case "@query-param" -> QueryParameter.value(request, component);
            default -> throw refusal(component, "which is no component that we know");
        };
    }

    private String status(ComponentIdentifier component) throws Refusal {
        if (component.isOfRequest()) {
            throw refusal(component, "but a request has no status");
        }
        return switch (message) {
            case HttpMessage.Request request -> throw refusal(component, "but a request has no status");
            case HttpMessage.Response response -> Integer.toString(response.status());
        };
    }

    /** The request that the component is taken from: the message itself, or with {@code req} what it answers (§2.4). */
    private HttpMessage.Request request(ComponentIdentifier component) throws Refusal {
        return switch (message) {
            case HttpMessage.Request request -> {
                if (component.isOfRequest()) {
                    throw refusal(component, "but this is a request, and req belongs in responses");
                }
                yield request;
            }
            case HttpMessage.Response response -> {
                if (!component.isOfRequest()) {
                    throw refusal(component, "but a response has that only of its request (expected: with req)");
                }
                yield answered(component, response);
            }
        };
    }

    private static HttpMessage.Request answered(ComponentIdentifier component, HttpMessage.Response response)
            throws Refusal {
        Optional<HttpMessage.Request> request = response.request();
        return request.orElseThrow(() -> refusal(component, "but the request of this response is not known"));
    }

    private String field(ComponentIdentifier component) throws Refusal {
        requireLowerCase(component);
        boolean key = false;
        for (Map.Entry<String, BareItem> parameter :
                component.parameters().entries().entrySet()) {
            if (parameter.getKey().equals("key")) {
                key = true;
            } else if (FIELD_FLAGS.contains(parameter.getKey())) {
                requireFlag(component, parameter.getKey(), parameter);
            } else {
                requireFlag(component, "req", parameter);
            }
        }
        HttpMessage source = source(component);
        boolean trailer = component.parameter("tr").isPresent();
        Fields fields = trailer ? source.trailers() : source.fields();
        if (component.parameter("bs").isPresent()) {
            if (key || component.parameter("sf").isPresent()) {
                throw refusal(component, "but bs excludes sf and key");
            }
            return CoveredFields.wrapped(fields, component.name());
        }
        if (key || component.parameter("sf").isPresent()) {
            return new StrictFields(types).value(fields, component);
        }
        return CoveredFields.combined(fields, component.name());
    }

    private HttpMessage source(ComponentIdentifier component) throws Refusal {
        return component.isOfRequest() ? request(component) : message;
    }

    private static void requireFlag(
            ComponentIdentifier component, String expected, Map.Entry<String, BareItem> parameter) throws Refusal {
        if (!parameter.getKey().equals(expected)) {
            throw refusal(component, "whose parameter " + Quoted.of(parameter.getKey()) + " we do not know");
        }
        if (!(parameter.getValue() instanceof BareItem.BooleanItem flag) || !flag.value()) {
            throw refusal(component, "whose parameter " + expected + " has a value (expected: none)");
        }
    }

    private static void requireLowerCase(ComponentIdentifier component) throws Refusal {
        String name = component.name();
        boolean fits = !name.isEmpty();
        for (int i = 0; fits && i < name.length(); i++) {
            fits = !(name.charAt(i) >= 'A' && name.charAt(i) <= 'Z');
        }
        if (!fits) {
            throw refusal(component, "which is no field name in lower case");
        }
    }

    static Refusal refusal(ComponentIdentifier component, String why) {
        return Refusal.malformed("the signature covers " + Quoted.bare(component) + ", " + why);
    }
}
