package org.speechbench.reports;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;

/** An upstream x task table of test scores, both in order of first appearance. */
public final class Leaderboard {
    private static final Set<RowKind> KINDS = EnumSet.of(RowKind.SCORE, RowKind.SECONDARY);

    private final List<TaskColumn> columns;
    private final Map<UpstreamKey, Map<TaskColumn, Cell>> cells = new LinkedHashMap<>();
    private final Set<UpstreamKey> marked = new LinkedHashSet<>();
    private final Set<TaskColumn> judged = new LinkedHashSet<>();
    private final Chance chance;
    private final Standings standings;

    private Leaderboard(
            List<ResultRow> scores, List<TaskColumn> columns, boolean main, Chance chance, Standings standings) {
        this.chance = chance;
        this.standings = standings;
        this.columns = List.copyOf(columns);
        scores.stream().filter(row -> row.is(RowKind.SCORE)).map(TaskColumn::of).forEach(judged::add);
        List<UpstreamKey> keys = UpstreamKey.all(scores);
        for (UpstreamKey upstream : keys) {
            List<ResultRow> own = scores.stream()
                    .filter(row -> UpstreamKey.of(row).in(keys).equals(upstream))
                    .toList();
            Map<TaskColumn, Cell> line = new LinkedHashMap<>();
            columns.forEach(column -> line.put(column, cell(own, column, main)));
            if (main || line.values().stream().anyMatch(Cell::ok)) {
                cells.put(upstream, line);
            }
            if (LabelMark.isOn(own)) {
                marked.add(upstream);
            }
        }
    }

    /** The scores on the main split of each task; rows of other kinds are ignored. */
    public static Leaderboard of(List<ResultRow> rows) {
        return of(rows, true, Chance.UNKNOWN, Standings.NONE);
    }

    /** The scores of a report on the main split of each task. */
    public static Leaderboard of(ReportData data) {
        return of(data.rows(), true, data.answers().chance(), data.standings());
    }

    /** The same table with secondary metrics of the same predictions, each after the metric of the task. */
    public static Leaderboard withSecondary(ReportData data) {
        return withSecondary(data.rows(), data.answers().chance(), data.standings());
    }

    static Leaderboard withSecondary(List<ResultRow> rows, Chance chance, Standings standings) {
        List<ResultRow> all = rows.stream()
                .filter(row -> KINDS.contains(row.kind()))
                .filter(row -> row.is(RowKind.SCORE) || row.ok())
                .toList();
        Set<TaskColumn> columns =
                columns(all.stream().filter(row -> row.is(RowKind.SCORE)).toList());
        Set<TaskColumn> secondary =
                columns(all.stream().filter(row -> !row.is(RowKind.SCORE)).toList());
        List<TaskColumn> ordered = new ArrayList<>();
        columns.stream().filter(column -> column.isMain(columns)).forEach(column -> {
            ordered.add(column);
            secondary.stream()
                    .filter(other -> other.isMain(secondary) && other.sameCell(column))
                    .forEach(ordered::add);
        });
        return new Leaderboard(all, ordered, true, chance, standings);
    }

    /** The table of scores on all other splits. */
    public static Leaderboard ofExtraSplits(ReportData data) {
        return of(data.rows(), false, data.answers().chance(), data.standings());
    }

    private static Leaderboard of(List<ResultRow> rows, boolean main, Chance chance, Standings standings) {
        List<ResultRow> scores =
                rows.stream().filter(row -> row.is(RowKind.SCORE)).toList();
        Set<TaskColumn> all = columns(scores);
        return new Leaderboard(
                scores,
                all.stream().filter(column -> column.isMain(all) == main).toList(),
                main,
                chance,
                standings);
    }

    /** The columns in file order; a failed row has a column of its own only if it fits no measured column. */
    private static Set<TaskColumn> columns(List<ResultRow> scores) {
        Set<TaskColumn> measured = new LinkedHashSet<>();
        scores.stream().filter(ResultRow::ok).forEach(row -> measured.add(TaskColumn.of(row)));
        Set<TaskColumn> all = new LinkedHashSet<>(measured);
        scores.stream()
                .filter(row -> !row.ok() && all.stream().noneMatch(column -> column.claims(row)))
                .forEach(row -> all.add(TaskColumn.of(row)));
        return all;
    }

    private static Cell cell(List<ResultRow> own, TaskColumn column, boolean main) {
        List<ResultRow> found = new ArrayList<>();
        for (ResultRow row : own) {
            if (row.ok() ? TaskColumn.of(row).equals(column) : main && column.claims(row)) {
                found.add(row);
            }
        }
        return new Cell(found);
    }

    public List<UpstreamKey> upstreams() {
        return List.copyOf(cells.keySet());
    }

    /** Whether an upstream used transcripts or phones in pre-training. */
    public boolean usesLabels(UpstreamKey upstream) {
        return marked.contains(upstream);
    }

    /** The label, with a mark if the upstream uses labels. */
    public String name(UpstreamKey upstream) {
        return usesLabels(upstream) ? upstream.label() + " (" + LabelMark.WORDS + ")" : upstream.label();
    }

    public List<TaskColumn> columns() {
        return columns;
    }

    /** The rows behind a cell of the table; empty if nothing was measured. */
    public Cell cell(UpstreamKey upstream, TaskColumn column) {
        return cells.getOrDefault(upstream, Map.of()).getOrDefault(column, new Cell(List.of()));
    }

    /** Whether all scores of a column are those of guessing, so that none is the best. */
    public boolean nobodyLearnt(TaskColumn column) {
        return chance.nobodyLearnt(column, column(column));
    }

    /** The cells of a column, from top to bottom. */
    List<Cell> column(TaskColumn column) {
        return upstreams().stream().map(upstream -> cell(upstream, column)).toList();
    }

    /**
     * The upstreams that lead: those with the highest or lowest value of the task's own metric, including ties; none if
     * fewer than two have a value, or if no upstream has learnt anything. To lead does not mean to be better.
     */
    public List<UpstreamKey> leaders(TaskColumn column) {
        if (!judged.contains(column) || nobodyLearnt(column)) {
            return List.of();
        }
        List<UpstreamKey> measured =
                upstreams().stream().filter(u -> cell(u, column).ok()).toList();
        if (measured.size() < 2) {
            return List.of();
        }
        return measured.stream()
                .filter(u -> measured.stream().noneMatch(other -> beats(other, u, column)))
                .toList();
    }

    /** The upstream that the judge found better than all others of the column. */
    public Optional<UpstreamKey> best(TaskColumn column) {
        List<UpstreamKey> leaders = leaders(column);
        return leaders.size() == 1 && standings.isBest(column, leaders.get(0).label(), others(column))
                ? Optional.of(leaders.get(0))
                : Optional.empty();
    }

    /** How certain the lead in a column is, in words; empty if nothing was compared. */
    String lead(TaskColumn column) {
        List<UpstreamKey> leaders = leaders(column);
        if (leaders.size() != 1) {
            return leaders.isEmpty() ? "" : "tied";
        }
        return standings.lead(column, leaders.get(0).label(), others(column));
    }

    /** The comparison of an upstream with the one that leads; empty if it leads itself or was not compared. */
    Optional<Comparison> againstLeader(TaskColumn column, UpstreamKey upstream) {
        List<UpstreamKey> leaders = leaders(column);
        return leaders.isEmpty() || leaders.contains(upstream)
                ? Optional.empty()
                : comparison(column, upstream, leaders.get(0));
    }

    /** The comparison of an upstream with another; empty if there is none. */
    Optional<Comparison> comparison(TaskColumn column, UpstreamKey upstream, UpstreamKey other) {
        return standings.of(column, upstream.label(), other.label());
    }

    /** The best of the upstreams that do not lead; empty if there is none. */
    Optional<UpstreamKey> next(TaskColumn column) {
        List<UpstreamKey> leaders = leaders(column);
        return upstreams().stream()
                .filter(upstream -> cell(upstream, column).ok() && !leaders.contains(upstream))
                .reduce((one, other) -> beats(other, one, column) ? other : one);
    }

    /** The labels of the measured upstreams that do not lead. */
    private List<String> others(TaskColumn column) {
        List<UpstreamKey> leaders = leaders(column);
        return upstreams().stream()
                .filter(upstream -> cell(upstream, column).ok() && !leaders.contains(upstream))
                .map(UpstreamKey::label)
                .toList();
    }

    private boolean beats(UpstreamKey a, UpstreamKey b, TaskColumn column) {
        return column.metric().better(cell(a, column).value(), cell(b, column).value());
    }
}
