package org.speechbench.core.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The header of a table whose columns are known; earlier versions of the table have fewer columns.
 *
 * @param columns the columns of the newest version
 * @param required the number of leading columns that every version has
 */
record CsvHeader(List<String> columns, int required) {
    CsvHeader {
        columns = List.copyOf(columns);
    }

    /**
     * The columns that a line names, provided that it names all required ones; empty if the line is not such a header.
     */
    Optional<List<String>> parse(String line) {
        try {
            List<String> named = CsvLine.parse(line);
            return named.containsAll(columns.subList(0, required)) ? Optional.of(named) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The columns of the version whose header the line would be if one character, or its truncated end, were corrected.
     */
    Optional<List<String>> mend(String line) {
        return IntStream.rangeClosed(required, columns.size())
                .map(count -> columns.size() + required - count)
                .mapToObj(count -> columns.subList(0, count))
                .filter(version -> isNearly(line, String.join(",", version)))
                .findFirst();
    }

    private static boolean isNearly(String line, String header) {
        int least = Math.min(line.length(), header.length());
        int same = 0;
        while (same < least && line.charAt(same) == header.charAt(same)) {
            same++;
        }
        if (same == header.length() && line.startsWith("\"", same)) {
            return true;
        }
        int end = 0;
        while (end < least - same && line.charAt(line.length() - 1 - end) == header.charAt(header.length() - 1 - end)) {
            end++;
        }
        return same + end >= Math.max(line.length(), header.length()) - 1;
    }
}
