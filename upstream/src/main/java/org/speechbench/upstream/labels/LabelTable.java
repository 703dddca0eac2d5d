package org.speechbench.upstream.labels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.TextLine;
import org.speechbench.core.UserError;

/**
 * Labels of many recordings by path. Paths with different roots match if one ends with the other; the extension of the
 * file name ({@code .wav}, {@code .flac}) is ignored.
 */
final class LabelTable {
    /**
     * Labels of one recording, stored as in the file: a phone of an hour takes no more memory than one of a second.
     *
     * @param line number of the line in the file
     * @param labels one after another
     * @param ends number of the first label after each of these; null if each is one label
     */
    record Entry(String path, long line, short[] labels, int @Nullable [] ends) {
        /** Number of labels. */
        int length() {
            return ends == null ? labels.length : ends[ends.length - 1];
        }

        /** Every label; the caller may keep the array. */
        short[] all() {
            if (ends == null) {
                return labels.clone();
            }
            short[] all = new short[length()];
            int from = 0;
            for (int i = 0; i < labels.length; i++) {
                Arrays.fill(all, from, ends[i], labels[i]);
                from = ends[i];
            }
            return all;
        }
    }

    private final Map<String, List<Entry>> byName = new HashMap<>();
    private int size;

    /** @throws UserError if the path is already in the table */
    void add(Entry entry, TextLine line) {
        String path = plain(entry.path());
        List<Entry> same = byName.computeIfAbsent(name(path), n -> new ArrayList<>(1));
        for (Entry earlier : same) {
            if (plain(earlier.path()).equals(path)) {
                throw line.error(
                        "'" + entry.path() + "' is already in line " + earlier.line(), "Remove one of the two.");
            }
        }
        same.add(entry);
        size++;
    }

    int size() {
        return size;
    }

    /**
     * The labels of a recording; null if there are none.
     *
     * @throws UserError if several paths match
     */
    @Nullable
    Entry find(String id) {
        String path = plain(id);
        List<Entry> candidates = byName.getOrDefault(name(path), List.of());
        List<Entry> fitting =
                candidates.stream().filter(e -> meets(plain(e.path()), path)).toList();
        if (fitting.size() > 1) {
            List<Entry> equal =
                    fitting.stream().filter(e -> plain(e.path()).equals(path)).toList();
            if (equal.isEmpty()) {
                throw new UserError(
                        "Utterance " + id + " could be '" + fitting.get(0).path() + "' in line "
                                + fitting.get(0).line() + " or '"
                                + fitting.get(1).path() + "' in line "
                                + fitting.get(1).line() + " of the labels.",
                        "Write more of the paths.");
            }
            return equal.get(0);
        }
        return fitting.isEmpty() ? null : fitting.get(0);
    }

    private static boolean meets(String a, String b) {
        return a.equals(b) || a.endsWith("/" + b) || b.endsWith("/" + a);
    }

    private static String plain(String path) {
        String forward = path.replace('\\', '/');
        int dot = forward.lastIndexOf('.');
        return dot > forward.lastIndexOf('/') + 1 ? forward.substring(0, dot) : forward;
    }

    private static String name(String plain) {
        return plain.substring(plain.lastIndexOf('/') + 1);
    }
}
