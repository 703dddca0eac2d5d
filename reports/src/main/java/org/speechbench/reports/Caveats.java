package org.speechbench.reports;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.Status;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;

/** What a reader must know in order to judge the numbers: facts that the runs recorded or that follow from the rows. */
public record Caveats(ReportData data) {
    /** More cells than this are counted. */
    private static final int FEW_NAMES = 4;

    /** The caveats, one sentence each; empty if there are none. */
    public List<String> sentences() {
        Set<String> all = new LinkedHashSet<>(data.warnings());
        data.provenances().forEach(run -> all.addAll(run.warnings()));
        List<ResultRow> scores = data.rows(RowKind.SCORE);
        if (synthetic()) {
            all.add("Synthetic corpus: some scores rest on generated speech and say little of real speech.");
        }
        if (scores.stream().anyMatch(row -> row.protocol().preset().equals("quick"))) {
            all.add("Quick preset: heads were trained with a small budget; scores do not compare with published ones.");
        }
        if (LabelMark.isOn(data.rows())) {
            all.add(LabelMark.SENTENCE);
        }
        long heads = scores.stream().map(row -> row.measure().seed()).distinct().count();
        long trainings = scores.stream()
                .map(row -> row.subject().training().seed())
                .filter(Objects::nonNull)
                .distinct()
                .count();
        if (heads == 1 && trainings <= 1) {
            all.add("One seed: differences of the size of seed noise are not shown by the intervals.");
        } else {
            all.removeIf(sentence -> sentence.startsWith("One seed:"));
        }
        all.addAll(data.standings().sentences());
        repeats(scores, all);
        corpora(all);
        all.addAll(noise());
        recordings(all);
        if (data.machines() > 1) {
            all.add("Several machines: speeds of different runs do not compare.");
        }
        if (data.provenances().stream()
                        .map(one -> one.origin().codeRevision())
                        .distinct()
                        .count()
                > 1) {
            all.add("Several versions of speechbench: the runs were made by different code.");
        }
        decoders(all);
        versions(all);
        edges(all);
        failures(all);
        return List.copyOf(all);
    }

    /** Names the programs that decoded compressed recordings, if runs differ in them. */
    private void decoders(Set<String> all) {
        Set<String> decoders = new TreeSet<>();
        data.provenances().forEach(run -> decoders.addAll(run.environment().audioDecoders()));
        if (decoders.size() > 1) {
            all.removeIf(sentence -> sentence.startsWith("Several audio decoders:"));
            all.add("Several audio decoders: compressed recordings were decoded by " + String.join(" and ", decoders)
                    + ", whose samples may differ in their last bits or numbers.");
        }
    }

    /** Names the tasks whose scores are of several versions, which are in columns of their own. */
    private void versions(Set<String> all) {
        Map<String, Set<Integer>> versions = new TreeMap<>();
        data.rows(RowKind.SCORE).stream().filter(ResultRow::ok).forEach(row -> versions.computeIfAbsent(
                        row.task(), task -> new TreeSet<>())
                .add(row.protocol().taskVersion()));
        versions.forEach((task, found) -> {
            if (found.size() > 1) {
                all.add("Versions "
                        + String.join(
                                " and ", found.stream().map(String::valueOf).toList()) + " of task "
                        + task + ": their scores do not compare; they stand in columns of their own and are never "
                        + "averaged.");
            }
        });
    }

    /** Names the cells whose learning rate is the lowest or highest that was tried. */
    private void edges(Set<String> all) {
        Map<List<String>, TreeSet<Double>> tried = new HashMap<>();
        data.rows(RowKind.DEV).forEach(row -> Optional.ofNullable(row.cost().learningRate())
                .ifPresent(rate -> tried.computeIfAbsent(List.of(row.upstream(), row.task()), cell -> new TreeSet<>())
                        .add(rate)));
        List<String> edges = data.rows(RowKind.SCORE).stream()
                .filter(row -> row.ok() && row.cost().learningRate() != null)
                .filter(row -> {
                    TreeSet<Double> grid = tried.getOrDefault(List.of(row.upstream(), row.task()), new TreeSet<>());
                    return grid.size() > 1
                            && List.of(grid.first(), grid.last())
                                    .contains(row.cost().learningRate());
                })
                .map(row -> row.upstream() + " on " + row.task())
                .distinct()
                .toList();
        if (!edges.isEmpty()) {
            int more = edges.size() - FEW_NAMES;
            all.add("Learning rates at the edge of their grid, beyond which better ones may lie: "
                    + edges.stream().limit(FEW_NAMES).collect(Collectors.joining(", "))
                    + (more > 0 ? " and " + more + " more" : "") + ".");
        }
    }

    private static void repeats(List<ResultRow> scores, Set<String> all) {
        Map<List<Object>, Long> seeds = scores.stream()
                .filter(row -> row.ok() && row.measure().seed() != null)
                .collect(Collectors.groupingBy(
                        row -> List.of(
                                UpstreamKey.of(row),
                                TaskColumn.of(row),
                                Objects.requireNonNull(row.measure().seed())),
                        Collectors.counting()));
        if (seeds.values().stream().anyMatch(count -> count > 1)) {
            all.add(
                    "Runs of one seed: some scores were measured several times with the same seed; these count as one seed.");
        }
    }

    private void corpora(Set<String> all) {
        List<TaskColumn> columns = data.rows(RowKind.SCORE).stream()
                .filter(ResultRow::ok)
                .map(TaskColumn::of)
                .distinct()
                .toList();
        List<String> tasks = columns.stream()
                .filter(column -> !column.corpus(columns).isEmpty())
                .map(TaskColumn::task)
                .distinct()
                .toList();
        if (!tasks.isEmpty()) {
            all.add("Several corpora of " + String.join(", ", tasks)
                    + ": their scores do not compare; they stand in columns of their own and are never averaged.");
        }
    }

    /** Why speeds and ratios are not shown as headline figures, one sentence each. */
    public List<String> noise() {
        Set<String> sentences = new LinkedHashSet<>();
        for (RowKind kind : List.of(RowKind.THROUGHPUT, RowKind.RATIO)) {
            for (ResultRow row : data.rows(kind)) {
                boolean shown = kind == RowKind.RATIO || row.metric().equals(Metrics.SPEED);
                if (shown) {
                    data.noise(Cell.of(row)).ifPresent(reason -> sentences.add(noise(row, reason)));
                }
            }
        }
        return List.copyOf(sentences);
    }

    private static String noise(ResultRow row, String reason) {
        String value = Numbers.measured(Cell.of(row).value(), row.metric().unit()) + " "
                + row.metric().unit();
        String what =
                row.is(RowKind.RATIO) || row.upstream().isEmpty() ? row.detail() : row.upstream() + ", " + row.detail();
        return "No headline: " + SpeedTable.benchmark(row.task()) + ", " + what + ", " + value + ": " + reason + ".";
    }

    private void recordings(Set<String> all) {
        int count = data.answers().recordings();
        if (count > 0) {
            all.add("This page carries " + (count == 1 ? "a recording" : count + " recordings")
                    + " of the test sets, cut after some seconds; 'report --no-audio' leaves them out.");
        }
    }

    private void failures(Set<String> all) {
        int failed = data.failed().size();
        if (failed > 0) {
            all.add(
                    failed == 1
                            ? "One measurement failed; the reason is given under Scores."
                            : failed + " measurements failed; the reasons are given under Scores.");
        }
        long skipped = data.rows().stream()
                .filter(row -> row.status() == Status.SKIPPED)
                .count();
        if (skipped > 0) {
            all.add(skipped + (skipped == 1 ? " measurement was skipped." : " measurements were skipped."));
        }
    }

    private boolean synthetic() {
        return data.provenances().stream()
                .map(one -> one.inputs().corpora())
                .flatMap(corpora -> corpora.keySet().stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.contains("synth") || name.contains("bundled"));
    }
}
