package org.speechbench.cli.doctor;

import java.util.Arrays;
import java.util.List;

/**
 * Version of NVIDIA's driver.
 *
 * @param text for example {@code 550.54.14}
 */
record DriverVersion(String text) implements Comparable<DriverVersion> {
    DriverVersion {
        if (!text.matches("\\d+(\\.\\d+)*")) {
            throw new IllegalArgumentException("not a driver's version: " + text);
        }
    }

    private List<Integer> numbers() {
        return Arrays.stream(text.split("\\.")).map(Integer::valueOf).toList();
    }

    @Override
    public int compareTo(DriverVersion other) {
        List<Integer> mine = numbers();
        List<Integer> theirs = other.numbers();
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            if (!mine.get(i).equals(theirs.get(i))) {
                return mine.get(i) - theirs.get(i);
            }
        }
        return mine.size() - theirs.size();
    }
}
