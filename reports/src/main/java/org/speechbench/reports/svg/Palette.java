package org.speechbench.reports.svg;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of series, which {@link Marks} turns into colours and marks, by label. A label has a favourite colour, so
 * that it looks the same on every page. Only if a page has another label with the same favourite does one of them, always
 * the same one, take another colour: as long as there are at most seven labels, no two share a colour.
 *
 * @param numbers the number of each label
 */
public record Palette(Map<String, Integer> numbers) {
    /** Gives the labels that experiments have most often favourites that differ. */
    private static final int MULTIPLIER = 0x9E37CADB;

    public Palette {
        numbers = Map.copyOf(numbers);
    }

    /** The palette of a page; the order of the labels does not matter. */
    public static Palette of(Collection<String> labels) {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> ordered = labels.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Palette::hash).thenComparing(label -> label))
                .toList();
        for (String label : ordered) {
            numbers.put(label, free(label, numbers.values()));
        }
        return new Palette(numbers);
    }

    /** The number of a label; 0 for one that the page does not have. */
    public int number(String label) {
        return numbers.getOrDefault(label, 0);
    }

    /** Of the colours that the fewest labels have, the first in the label's own order, with the first mark that is free. */
    private static int free(String label, Collection<Integer> taken) {
        int favourite = Math.floorMod(hash(label), Marks.COLOURS);
        int step = 1 + Math.floorMod(hash(label) / Marks.COLOURS, Marks.COLOURS - 1);
        for (int round = 0; round < Marks.SHAPES; round++) {
            for (int i = 0; i < Marks.COLOURS; i++) {
                int number = Math.floorMod(favourite + i * step, Marks.COLOURS) + Marks.COLOURS * round;
                if (!taken.contains(number)) {
                    return number;
                }
            }
        }
        return favourite;
    }

    /** Half of the bits of the product, the better mixed ones. */
    private static int hash(String label) {
        return (label.hashCode() * MULTIPLIER) >>> 16;
    }
}
