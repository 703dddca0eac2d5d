package org.speechbench.upstream.portable;

import java.util.Collection;
import java.util.List;

/** Lists of tensors' names, cut short for messages. */
final class NameList {
    private static final int SHOWN = 3;

    private NameList() {}

    /** The first few, and how many more there are; nothing of none. */
    static String examples(String before, Collection<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> first = names.stream().limit(SHOWN).toList();
        int more = names.size() - first.size();
        return before + String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
    }
}
