package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A slot of an utterance, written among its words as {@code B-type value E-type}.
 *
 * @param value its words, separated by one space; not empty
 */
record Slot(String type, String value) {
    private static final Pattern WRITTEN = Pattern.compile("(?<!\\S)B-(\\S+) (\\S.*?) E-\\1(?!\\S)");

    /** All slots of a text in order. Markers that have no partner, or no words between them, make no slot. */
    static List<Slot> in(List<String> tokens) {
        List<Slot> slots = new ArrayList<>();
        Matcher m = WRITTEN.matcher(String.join(" ", tokens));
        while (m.find()) {
            slots.add(new Slot(m.group(1), m.group(2)));
        }
        return slots;
    }

    static Set<String> types(List<Slot> slots) {
        Set<String> types = new TreeSet<>();
        slots.forEach(slot -> types.add(slot.type()));
        return types;
    }

    /** The value letter by letter. */
    List<String> letters() {
        return value.codePoints().mapToObj(Character::toString).toList();
    }
}
