package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A slot of an utterance, which is written among its words as {@code B-type value E-type}; it is read exactly as s3prl
 * reads it ({@code metric/slot_filling.py}), since published figures rest on that. A value therefore extends from a
 * beginning to the nearest end whose name begins with the name of the slot, and a mark may be attached to a word.
 *
 * @param value the text between the marks, in which words and marks are separated by one space
 */
record Slot(String type, String value) {
    private static final Pattern WRITTEN = Pattern.compile("B-(\\S+) (.+?) E-\\1");

    /**
     * All slots of a reference in order. Marks without a counterpart, or with nothing between them, do not form a slot.
     */
    static List<Slot> ofReference(List<String> tokens) {
        List<Slot> slots = new ArrayList<>();
        Matcher m = WRITTEN.matcher(String.join(" ", tokens));
        while (m.find()) {
            slots.add(new Slot(m.group(1), m.group(2)));
        }
        return slots;
    }

    /** All slots of a hypothesis; stray marks inside a value are removed. */
    static List<Slot> ofHypothesis(List<String> tokens) {
        return ofReference(tokens).stream()
                .map(slot -> new Slot(
                        slot.type, slot.value.replaceAll("B-(\\S+) ", "").replaceAll(" E-(\\S+)", "")))
                .toList();
    }

    static Set<String> types(List<Slot> slots) {
        Set<String> types = new TreeSet<>();
        slots.forEach(slot -> types.add(slot.type()));
        return types;
    }

    /** The characters of the value. */
    List<String> letters() {
        return value.codePoints().mapToObj(Character::toString).toList();
    }
}
