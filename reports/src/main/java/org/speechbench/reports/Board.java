package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.NearNames;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.judge.Finding;
import org.speechbench.reports.judge.Judge;
import org.speechbench.reports.judge.Question;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.Pair;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.reports.table.CsvRenderer;

/**
 * The runs of several people and machines, each once, as one report: rows that do not compare have columns of their
 * own, upstreams that share a label but not their weights have rows of their own, and no difference is tested, since
 * that needs predictions. The order of the runs that were given changes nothing.
 *
 * @param data the rows that are shown, with the names of upstreams, in the order of the leaderboard
 * @param owners whose each row is
 */
public record Board(String title, List<BoardRun> runs, ReportData data, Map<ResultRow, List<String>> owners) {
    private static final Set<RowKind> SCORES = Set.of(RowKind.SCORE, RowKind.SECONDARY, RowKind.FINETUNE);

    private static final String UNTESTED = "a leaderboard has no predictions, which a test needs";

    private static final Comparator<ResultRow> ORDER = Comparator.comparing(ResultRow::upstream)
            .thenComparing(row -> UpstreamKey.of(row).toString())
            .thenComparing(row -> row.protocol().toString())
            .thenComparing(row -> row.metric().id());

    public Board {
        runs = List.copyOf(runs);
        owners = Collections.unmodifiableMap(new LinkedHashMap<>(owners));
    }

    /**
     * @param given runs with names of their own
     * @param warnings sentences about what could not be read
     */
    static Board of(String title, List<BoardRun> given, List<String> warnings) {
        BoardCopies copies = BoardCopies.of(given);
        List<BoardRun> runs = copies.kept();
        BoardNames names = BoardNames.of(runs);
        Map<ResultRow, List<String>> owners = new LinkedHashMap<>();
        Map<ResultRow, String> noise = new LinkedHashMap<>();
        List<ResultRow> rows = new ArrayList<>();
        for (BoardRun run : runs) {
            for (ResultRow row : run.run().rows()) {
                ResultRow named = names.named(run, row);
                if (shows(row)) {
                    rows.add(named);
                    owners.computeIfAbsent(named, r -> new ArrayList<>()).add(run.owner());
                    Optional.ofNullable(run.noise().get(row)).ifPresent(reason -> noise.put(named, reason));
                }
            }
        }
        rows.sort(ORDER);
        List<String> notes = new ArrayList<>(warnings);
        notes.addAll(copies.sentences());
        ReportData data = data(runs, rows, notes, noise);
        Board untold = new Board(title, runs, data, owners);
        notes.addAll(new BoardNotes(untold).sentences());
        ReportData told = data(runs, rows, notes, noise);
        return new Board(title, runs, told.judged(untested(told)), owners);
    }

    private static ReportData data(
            List<BoardRun> runs, List<ResultRow> rows, List<String> warnings, Map<ResultRow, String> noise) {
        return new ReportData(
                runs.stream().map(Board::named).toList(),
                rows,
                ReportData.Trainings.NONE,
                List.of(),
                warnings,
                Answers.NONE,
                new ReportData.Findings(Standings.NONE, noise),
                0);
    }

    private static ReportData.Run named(BoardRun run) {
        ReportData.Run of = run.run();
        return new ReportData.Run(run.owner(), of.title(), of.provenance(), of.config(), of.rows());
    }

    /** Scores, speeds and ratios of two upstreams, and whatever failed; speeds only of a machine that is known. */
    private static boolean shows(ResultRow row) {
        return row.failed() || SCORES.contains(row.kind()) || isSpeed(row);
    }

    private static boolean isSpeed(ResultRow row) {
        boolean speed = row.is(RowKind.THROUGHPUT) && row.metric().equals(Metrics.SPEED);
        boolean ratio = row.is(RowKind.RATIO) && !LadderTable.isLadder(row);
        return (speed || ratio) && !row.conditions().machine().equals(MachineKind.UNKNOWN);
    }

    /** Every two upstreams of a column, which the judge cannot compare. */
    private static Standings untested(ReportData data) {
        List<Pair> pairs = Stream.of(Leaderboard.of(data), Leaderboard.ofExtraSplits(data))
                .flatMap(board -> board.columns().stream().flatMap(column -> pairs(board, column).stream()))
                .toList();
        List<Finding> findings = Judge.answers(Collections.nCopies(pairs.size(), Question.unanswerable(UNTESTED)));
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            comparisons.add(new Comparison(pairs.get(i), null, findings.get(i)));
        }
        String remark = "Differences are not tested: " + UNTESTED + ".";
        return pairs.isEmpty() ? Standings.NONE : new Standings(comparisons, List.of(remark));
    }

    private static List<Pair> pairs(Leaderboard board, TaskColumn column) {
        List<String> measured = board.upstreams().stream()
                .filter(upstream -> board.cell(upstream, column).ok())
                .map(UpstreamKey::label)
                .distinct()
                .toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            for (String other : measured.subList(i + 1, measured.size())) {
                pairs.add(new Pair(column, measured.get(i), other));
            }
        }
        return pairs;
    }

    /**
     * The same leaderboard with the upstreams in the order of their scores on a task, in its first column; those without one
     * come last.
     *
     * @throws org.speechbench.core.UserError if no upstream has a score on it
     */
    public Board sortedBy(String task) {
        Leaderboard board = Leaderboard.of(data);
        List<String> tasks =
                board.columns().stream().map(TaskColumn::task).distinct().toList();
        TaskColumn column = board.columns().stream()
                .filter(one -> one.task().equals(task))
                .findFirst()
                .orElseThrow(() -> NearNames.unknown(
                        "No run of the leaderboard has scores on a task '" + task + "'.", task, tasks));
        double sign = column.metric().higherIsBetter() ? -1 : 1;
        List<UpstreamKey> order = board.upstreams().stream()
                .sorted(Comparator.comparingDouble(
                        key -> board.cell(key, column).ok()
                                ? sign * board.cell(key, column).value()
                                : Double.POSITIVE_INFINITY))
                .toList();
        List<ResultRow> rows = new ArrayList<>(data.rows());
        rows.sort(Comparator.comparingInt(row -> {
            int at = order.indexOf(UpstreamKey.of(row).in(order));
            return at < 0 ? order.size() : at;
        }));
        return new Board(title, runs, data.ordered(rows), owners);
    }

    /** The runs behind some rows, each once. */
    List<BoardRun> of(List<ResultRow> rows) {
        Set<String> names = rows.stream()
                .flatMap(row -> owners.getOrDefault(row, List.of()).stream())
                .collect(Collectors.toSet());
        return runs.stream().filter(run -> names.contains(run.owner())).toList();
    }

    /** The whole document in a format. */
    public String render(ReportFormat format) {
        BoardTables tables = new BoardTables(this);
        return switch (format) {
            case HTML -> new BoardPage(this).render();
            case CSV -> CsvRenderer.render(tables.cells());
            case JSON -> ReportJson.render(title, data, tables.cells());
            case MARKDOWN -> ReportFormat.markdown(title, new Caveats(data).sentences(), tables.list());
            case LATEX -> ReportFormat.latex(title, new Caveats(data).sentences(), tables.list());
        };
    }
}
