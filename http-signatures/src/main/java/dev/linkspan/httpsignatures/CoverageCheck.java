package dev.linkspan.httpsignatures;

import java.util.List;

/** Whether an RFC 9421 signature covers what a policy demands. */
record CoverageCheck(Coverage coverage, List<String> covered) {

    void check(HttpMessage message, Body body) throws Refusal {
        switch (message) {
            case HttpMessage.Request request -> {
                checkFloor(request, body);
                requireAll(coverage.requests());
            }
            case HttpMessage.Response response -> {
                checkFloor(response, body);
                requireAll(coverage.responses());
            }
        }
    }

    private void checkFloor(HttpMessage.Request request, Body body) throws Refusal {
        switch (coverage.floor()) {
            case WHOLE_MESSAGE -> {
                require("@method");
                require(coversTarget(request), "@target-uri");
            }
            case MASTODON -> {
                require("@method");
                require("@target-uri");
            }
            case NOTHING -> {}
        }
        if (BodyRule.mustCoverDigest(coverage.floor(), request, body)) {
            require("content-digest");
        }
    }

    private void checkFloor(HttpMessage.Response response, Body body) throws Refusal {
        if (coverage.floor() != Coverage.Floor.NOTHING) {
            require("@status");
        }
        if (BodyRule.mustCoverDigest(coverage.floor(), response, body)) {
            require("content-digest");
        }
    }

    private boolean coversTarget(HttpMessage.Request request) {
        if (covered.contains("@target-uri")) {
            return true;
        }
        boolean authority = covered.contains("@authority") || covered.contains("host");
        boolean query = covered.contains("@query") || request.targetUri().getRawQuery() == null;
        return authority && (covered.contains("@request-target") || (covered.contains("@path") && query));
    }

    private void requireAll(List<ComponentIdentifier> components) throws Refusal {
        for (ComponentIdentifier component : components) {
            require(component.parameters().isEmpty() ? component.name() : component.toString());
        }
    }

    private void require(String component) throws Refusal {
        require(covered.contains(component), component);
    }

    private void require(boolean isCovered, String what) throws Refusal {
        if (!isCovered) {
            throw new Refusal(
                    Verdict.Reason.COVERAGE_INSUFFICIENT,
                    "the signature covers " + Quoted.of(String.join(" ", covered)) + " (expected also: " + what + ")");
        }
    }
}
