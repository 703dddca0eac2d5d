package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.reports.significance.TaskColumn;

/**
 * A confusion matrix. If there are many classes, the most confused ones are kept and the others are merged into one.
 *
 * @param classes the names of the classes, which label the rows and the columns
 * @param right the number of utterances whose class is correct, including those of the merged classes
 * @param counts the numbers of utterances by class of the reference (row) and of the hypothesis (column)
 */
public record Confusion(
        String upstream, TaskColumn column, List<String> classes, int right, List<List<Integer>> counts) {
    /** More rows than this cannot be read at the size of a chart. */
    static final int MOST_CLASSES = 12;

    public Confusion {
        classes = List.copyOf(classes);
        counts = counts.stream().map(List::copyOf).toList();
    }

    /** Counts the lines of a prediction file. */
    public static Confusion of(String upstream, TaskColumn column, List<PredictionLine> lines) {
        List<String> kept = kept(lines);
        Map<String, Integer> place = new HashMap<>();
        kept.forEach(name -> place.put(name, place.size()));
        List<String> classes = new ArrayList<>(kept);
        long others =
                classes(lines).stream().filter(name -> !place.containsKey(name)).count();
        if (others > 0) {
            classes.add(others + " others");
        }
        int[][] counts = new int[classes.size()][classes.size()];
        for (PredictionLine line : lines) {
            counts[place.getOrDefault(line.reference(), kept.size())][
                    place.getOrDefault(line.hypothesis(), kept.size())]++;
        }
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] row : counts) {
            rows.add(Arrays.stream(row).boxed().toList());
        }
        int right = (int) lines.stream()
                .filter(line -> line.reference().equals(line.hypothesis()))
                .count();
        return new Confusion(upstream, column, classes, right, rows);
    }

    private static TreeSet<String> classes(List<PredictionLine> lines) {
        TreeSet<String> classes = new TreeSet<>();
        lines.forEach(line -> classes.addAll(List.of(line.reference(), line.hypothesis())));
        return classes;
    }

    /** All classes if there are few, otherwise those with the most errors; sorted by name. */
    private static List<String> kept(List<PredictionLine> lines) {
        TreeSet<String> classes = classes(lines);
        if (classes.size() <= MOST_CLASSES) {
            return List.copyOf(classes);
        }
        Map<String, Integer> errors = new TreeMap<>();
        classes.forEach(name -> errors.put(name, 0));
        lines.stream()
                .filter(line -> !line.reference().equals(line.hypothesis()))
                .forEach(line -> {
                    errors.merge(line.reference(), 1, Integer::sum);
                    errors.merge(line.hypothesis(), 1, Integer::sum);
                });
        return errors.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_CLASSES - 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The number of utterances. */
    int all() {
        return counts.stream().flatMap(List::stream).mapToInt(n -> n).sum();
    }

    /** The most frequent confusion, in words; empty if there is none. */
    String worst() {
        String worst = "";
        int most = 0;
        for (int i = 0; i < classes.size(); i++) {
            for (int j = 0; j < classes.size(); j++) {
                int n = counts.get(i).get(j);
                if (i != j && n > most) {
                    most = n;
                    worst = classes.get(i) + " taken for " + classes.get(j) + " " + n + (n == 1 ? " time" : " times");
                }
            }
        }
        return worst;
    }
}
