package org.speechbench.upstream.portable;

import java.util.Collection;
import java.util.List;

/** Lists of tensor names, abbreviated for messages. */
final class NameList {
    private static final int SHOWN = 3;

    private NameList() {}

    /** The first few names, and how many more there are; empty for none. */
    static String examples(String before, Collection<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> first = names.stream().limit(SHOWN).toList();
        int more = names.size() - first.size();
        return before + String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
    }
}
