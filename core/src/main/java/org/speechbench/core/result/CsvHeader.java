package org.speechbench.core.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The header of a table whose columns are known: earlier versions have fewer of them.
 *
 * @param columns of the newest version
 * @param required so many columns every version has
 */
record CsvHeader(List<String> columns, int required) {
    CsvHeader {
        columns = List.copyOf(columns);
    }

    /** The columns that a line names, all of those that are required among them; empty if it is no such header. */
    Optional<List<String>> parse(String line) {
        try {
            List<String> named = CsvLine.parse(line);
            return named.containsAll(columns.subList(0, required)) ? Optional.of(named) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The columns of the version whose header a line would be but for one character, or but for its lost end. */
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
