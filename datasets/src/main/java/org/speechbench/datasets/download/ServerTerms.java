package org.speechbench.datasets.download;

import java.util.Map;
import java.util.function.IntFunction;

/**
 * What a server is told, and what a user is told if it refuses.
 *
 * @param headers of requests to the server itself; they are not sent to another one that it redirects to
 * @param cures what to do about an HTTP status
 */
public record ServerTerms(Map<String, String> headers, IntFunction<String> cures) {
    public ServerTerms {
        headers = Map.copyOf(headers);
    }
}
