package org.speechbench.datasets.download;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Content-Range} (RFC 9110, 14.4).
 *
 * @param first where the bytes begin, -1 if none come
 * @param total length of the whole file, 0 if it is not said
 */
record ContentRange(long first, long total) {
    private static final Pattern FORM = Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(?:(\\d{1,18})|\\*)");

    static Optional<ContentRange> of(HttpHeaders headers) {
        return headers.firstValue("Content-Range")
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(m -> new ContentRange(number(m, 1, -1), number(m, 2, 0)));
    }

    private static long number(Matcher m, int group, long none) {
        return m.group(group) == null ? none : Long.parseLong(m.group(group));
    }
}
