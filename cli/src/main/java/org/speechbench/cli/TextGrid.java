package org.speechbench.cli;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.ControlCharacters;

/** Text in columns, as wide as their widest cell and two spaces apart. */
record TextGrid(List<List<String>> lines) {
    TextGrid {
        lines = List.copyOf(lines);
    }

    /** The lines, aligned, without trailing spaces. Control characters are escaped. */
    List<String> aligned() {
        List<List<String>> clean = lines.stream()
                .map(line -> line.stream().map(ControlCharacters::escaped).toList())
                .toList();
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < clean.get(0).size(); column++) {
            int at = column;
            widths.add(
                    clean.stream().mapToInt(line -> line.get(at).length()).max().orElse(0));
        }
        return clean.stream().map(line -> aligned(line, widths)).toList();
    }

    private static String aligned(List<String> line, List<Integer> widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.size(); i++) {
            text.append(line.get(i))
                    .append(" ".repeat(widths.get(i) - line.get(i).length() + 2));
        }
        return text.toString().stripTrailing();
    }
}
