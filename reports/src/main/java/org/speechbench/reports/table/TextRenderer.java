package org.speechbench.reports.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.speechbench.core.ControlCharacters;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;
import org.speechbench.reports.table.TableModel.Mark;

/** Renders a table as aligned lines for a terminal, with two spaces between columns. */
public final class TextRenderer {
    private static final String MISSING = "-";
    private static final int GAP = 2;

    private final List<Column> columns;
    private final List<List<String>> entries;

    private TextRenderer(List<Column> columns, List<List<String>> entries) {
        this.columns = columns;
        this.entries = entries;
    }

    private TextRenderer(TableModel table, boolean intervals) {
        this(table.columns(), new ArrayList<>());
        boolean stars = table.rows().stream().flatMap(List::stream).anyMatch(entry -> !sign(entry)
                .isBlank());
        for (List<Entry> row : table.rows()) {
            entries.add(IntStream.range(0, columns.size())
                    .mapToObj(i ->
                            text(row.get(i), intervals, stars && columns.get(i).number()))
                    .toList());
        }
    }

    /** The lines, without trailing spaces. Control characters in data are escaped. */
    public static List<String> lines(TableModel table) {
        return new TextRenderer(table.printed(), true).lines();
    }

    /**
     * The lines without intervals, in as many tables as the width requires: each has the first column, and those of the others
     * that fit, at least one.
     */
    public static List<String> blocks(TableModel table, int width) {
        TextRenderer whole = new TextRenderer(table.printed(), false);
        int[] widths = whole.widths();
        List<String> lines = new ArrayList<>();
        int from = 1;
        while (from < widths.length) {
            int to = from;
            int taken = widths[0];
            while (to < widths.length && (to == from || taken + GAP + widths[to] <= width)) {
                taken += GAP + widths[to];
                to++;
            }
            if (from > 1) {
                lines.add("");
            }
            lines.addAll(whole.part(from, to).lines());
            from = to;
        }
        return lines;
    }

    private TextRenderer part(int from, int to) {
        List<Integer> kept = IntStream.concat(IntStream.of(0), IntStream.range(from, to))
                .boxed()
                .toList();
        return new TextRenderer(
                kept.stream().map(columns::get).toList(),
                entries.stream()
                        .map(row -> kept.stream().map(row::get).toList())
                        .toList());
    }

    private int[] widths() {
        return IntStream.range(0, columns.size())
                .map(i -> Math.max(widest(head(i)), widest(i)))
                .toArray();
    }

    /** The lines of a table of plain text, aligned to the left; its first row is the heading. */
    public static List<String> lines(List<List<String>> grid) {
        List<List<Entry>> rows = grid.stream()
                .skip(1)
                .map(row -> row.stream()
                        .map(text -> new Entry(text, null, "", Mark.NONE, ""))
                        .toList())
                .toList();
        return lines(new TableModel(
                "", "", "", grid.get(0).stream().map(Column::text).toList(), rows));
    }

    private static String text(Entry entry, boolean intervals, boolean starred) {
        String text = entry.mark() == Mark.MISSING ? MISSING : entry.text();
        String undecided = entry.mark() == Mark.UNDECIDED ? "? " : "";
        String star = starred ? sign(entry) : "";
        String beside = intervals && !entry.beside().isEmpty() ? " " + entry.beside() : "";
        return undecided + ControlCharacters.escaped(text + beside) + star;
    }

    private static String sign(Entry entry) {
        return switch (entry.mark()) {
            case BEST -> "*";
            case LEADING -> "+";
            default -> " ";
        };
    }

    private List<String> lines() {
        List<List<String>> heads =
                IntStream.range(0, columns.size()).mapToObj(this::head).toList();
        int[] widths = widths();
        int headLines = heads.stream().mapToInt(List::size).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < headLines; line++) {
            int at = line;
            lines.add(aligned(
                    heads.stream()
                            .map(head -> at < head.size() ? head.get(at) : "")
                            .toList(),
                    widths));
        }
        if (headLines > 1) {
            lines.add("-".repeat(IntStream.of(widths).sum() + GAP * (widths.length - 1)));
        }
        entries.forEach(row -> lines.add(aligned(row, widths)));
        return lines;
    }

    /** Headings of numbers are wrapped at spaces if the numbers are narrower. */
    private List<String> head(int column) {
        Column head = columns.get(column);
        List<String> clean =
                head.head().stream().map(ControlCharacters::escaped).toList();
        return head.number() && clean.size() == 1 ? broken(clean.get(0), widest(column)) : clean;
    }

    private static List<String> broken(String text, int least) {
        String[] words = text.split(" ");
        int width = Math.max(least, widest(List.of(words)));
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private int widest(int column) {
        return widest(entries.stream().map(row -> row.get(column)).toList());
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private String aligned(List<String> texts, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            String pad = " ".repeat(widths[i] - texts.get(i).length());
            line.append(i == 0 ? "" : "  ").append(columns.get(i).number() ? pad + texts.get(i) : texts.get(i) + pad);
        }
        return line.toString().stripTrailing();
    }
}
