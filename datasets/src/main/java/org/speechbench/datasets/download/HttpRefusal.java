package org.speechbench.datasets.download;

import java.io.IOException;
import java.net.URI;
import org.speechbench.core.UserError;

/** A server's answer that it does not give the file. */
final class HttpRefusal {
    private static final String MIRROR = "or name a folder that has the file with --mirror URL.";

    private HttpRefusal() {}

    /**
     * What a status means.
     *
     * @return for a server that may do better later
     * @throws UserError for an answer that will stay the same
     */
    static IOException of(URI url, int status) {
        if (status >= 500 || status == 429 || status == 408) {
            return new IOException("HTTP " + status);
        }
        String answer = " (HTTP " + status + ").";
        throw switch (status) {
            case 404, 410 -> new UserError(
                    url + " is not there" + answer, "See whether the corpus has moved, " + MIRROR);
            case 401, 403 -> new UserError(
                    url + " is refused" + answer, "See whether the corpus must be asked for now, " + MIRROR);
            default -> new UserError(
                    url + " was not given; wanted HTTP 200" + answer, "See what a browser says of it, " + MIRROR);
        };
    }
}
