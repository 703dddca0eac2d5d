package org.speechbench.datasets.download;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.AtomicFiles;

/**
 * Which file of a server a part is of (RFC 9110, 8.8): a strong entity tag or else the date of the last change. Without
 * either nothing tells whether the rest of a file is of the same file.
 *
 * @param url what was asked for
 * @param validator value for {@code If-Range}
 */
record Origin(String url, String validator) {
    private static final String WEAK = "W/";

    /** Of an answer, nothing if it has no validator. */
    static Optional<Origin> of(String url, HttpHeaders headers) {
        return headers.firstValue("ETag")
                .filter(tag -> !tag.startsWith(WEAK))
                .or(() -> headers.firstValue("Last-Modified"))
                .map(validator -> new Origin(url, validator));
    }

    /** What was kept in a file, nothing if there is none or it is not whole. */
    static Optional<Origin> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() == 2 ? Optional.of(new Origin(lines.get(0), lines.get(1))) : Optional.empty();
    }

    void write(Path file) {
        AtomicFiles.write(file, url + "\n" + validator + "\n");
    }

    /** Whether an answer does not contradict that it is of the same file. */
    boolean allows(HttpHeaders headers) {
        return of(url, headers).map(this::equals).orElse(true);
    }
}
