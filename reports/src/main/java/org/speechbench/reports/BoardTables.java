package org.speechbench.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Comparability;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.Subject;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;

/** The tables of a leaderboard. */
public record BoardTables(Board board) {
    /** All tables in the order in which they are shown; those without rows are left out. */
    List<TableModel> list() {
        ReportData data = board.data();
        PublishedTables published = new PublishedTables(data.rows());
        List<TableModel> tables = new ArrayList<>(List.of(
                scores(),
                new ScoreTable(data).otherSplits(),
                published.aggregates(),
                sources(),
                missing(),
                failures(),
                new FinetuneTable(data.rows()).table()));
        tables.addAll(speeds());
        tables.add(published.published());
        return tables.stream().filter(table -> !table.isEmpty()).toList();
    }

    /** The tables that follow the scores on a terminal. */
    public List<TableModel> brief() {
        return Stream.concat(
                        Stream.of(
                                runs(),
                                missing(),
                                failures(),
                                new FinetuneTable(board.data().rows()).table()),
                        speeds().stream())
                .filter(table -> !table.isEmpty())
                .toList();
    }

    /** The scores with whose they are. */
    TableModel scores() {
        TableModel scores = new ScoreTable(board.data()).main();
        Leaderboard grid = Leaderboard.withSecondary(board.data());
        List<Entry> whose = scores.rows().isEmpty()
                ? List.of()
                : grid.upstreams().stream()
                        .map(upstream -> Entry.of(names(grid.columns().stream()
                                .flatMap(column -> grid.cell(upstream, column).rows().stream())
                                .toList())))
                        .toList();
        return scores.with(2, Column.text("whose"), whose);
    }

    private String names(List<ResultRow> rows) {
        return board.of(rows).stream().map(BoardRun::owner).collect(Collectors.joining(", "));
    }

    /** An upstream in one run. */
    private record Source(String upstream, BoardRun run, List<ResultRow> rows) {
        UpstreamKey model() {
            return UpstreamKey.of(rows.stream()
                    .filter(row -> row.is(RowKind.SCORE) && row.ok())
                    .findFirst()
                    .orElse(rows.get(0)));
        }
    }

    /** The seeds of heads and of pre-trainings. */
    private static String seeds(List<ResultRow> rows) {
        String heads = list(rows, row -> row.is(RowKind.SCORE) ? row.measure().seed() : null);
        String trainings = list(rows, row -> row.subject().training().seed());
        return Stream.of(heads, trainings.isEmpty() ? "" : "pre-training " + trainings)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String list(List<ResultRow> rows, Function<ResultRow, @Nullable Long> seed) {
        return rows.stream()
                .map(seed)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    /** The upstreams in the order of the leaderboard, each once for every run. */
    private List<Source> all() {
        Map<String, List<ResultRow>> upstreams = new LinkedHashMap<>();
        board.data().rows().stream().filter(row -> !row.upstream().isEmpty()).forEach(row -> upstreams
                .computeIfAbsent(row.upstream(), name -> new ArrayList<>())
                .add(row));
        List<Source> sources = new ArrayList<>();
        upstreams.forEach((name, rows) -> board.of(rows)
                .forEach(run -> sources.add(new Source(
                        name,
                        run,
                        rows.stream()
                                .filter(row -> board.owners()
                                        .getOrDefault(row, List.of())
                                        .contains(run.owner()))
                                .toList()))));
        return sources;
    }

    /** What every run measured: model, machine, revision and seeds. */
    TableModel sources() {
        BoardMachines machines = machines();
        return new TableModel.Columns<Source>()
                .text("upstream", Source::upstream)
                .text("whose", source -> source.run().owner())
                .text("model", source -> ScoreTable.model(source.model()))
                .add(
                        Column.of("weights", Column.Style.SHORT),
                        source -> Entry.of(source.model().shortDigest()))
                .text("machine", source -> machines.name(source.run().machine()))
                .add(
                        Column.of("begun", Column.Style.SHORT),
                        source -> Entry.of(source.run().day()))
                .add(
                        Column.of("revision", Column.Style.SHORT),
                        source -> Entry.of(source.run().revision()))
                .text("seeds", source -> seeds(source.rows()))
                .build("sources", "Who measured what, and on which machine", "", all());
    }

    /** The runs, in less detail. */
    private TableModel runs() {
        BoardMachines machines = machines();
        List<Source> sources = all();
        return new TableModel.Columns<BoardRun>()
                .text("whose", BoardRun::owner)
                .text("begun", BoardRun::day)
                .text("revision", BoardRun::revision)
                .text(
                        "seeds",
                        run -> seeds(of(sources, run)
                                .flatMap(source -> source.rows().stream())
                                .toList()))
                .text("machine", run -> machines.name(run.machine()))
                .text("upstreams", run -> of(sources, run).map(Source::upstream).collect(Collectors.joining(", ")))
                .build("runs", "Whose the runs are, and on which machine", "", board.runs());
    }

    private static Stream<Source> of(List<Source> sources, BoardRun run) {
        return sources.stream().filter(source -> source.run().owner().equals(run.owner()));
    }

    /** What failed, with whose it is. */
    TableModel failures() {
        TableModel failures = new ReportTables(board.data()).failures();
        return failures.with(
                1,
                Column.text("whose"),
                board.data().failed().stream()
                        .map(row -> Entry.of(names(List.of(row))))
                        .toList());
    }

    private BoardMachines machines() {
        return BoardMachines.of(board.runs().stream().map(BoardRun::machine).toList());
    }

    /** The tasks that upstreams were not measured on, or failed on. */
    TableModel missing() {
        Leaderboard grid = Leaderboard.of(board.data());
        List<UpstreamKey> gaps = grid.upstreams().stream()
                .filter(upstream -> grid.columns().stream()
                        .anyMatch(column -> !grid.cell(upstream, column).ok()))
                .toList();
        return new TableModel.Columns<UpstreamKey>()
                .text("upstream", UpstreamKey::label)
                .text(
                        "not measured",
                        upstream -> columns(grid, upstream, cell -> cell.rows().isEmpty()))
                .text(
                        "failed",
                        upstream -> columns(
                                grid,
                                upstream,
                                cell -> !cell.ok() && !cell.rows().isEmpty()))
                .build("missing", "What is missing where", "", gaps);
    }

    private static String columns(Leaderboard grid, UpstreamKey upstream, Predicate<Cell> which) {
        return grid.columns().stream()
                .filter(column -> which.test(grid.cell(upstream, column)))
                .map(column -> column.name(grid.columns()))
                .collect(Collectors.joining(", "));
    }

    /** The speeds and ratios, one table for each kind of machine. */
    List<TableModel> speeds() {
        BoardMachines machines = machines();
        List<TableModel> tables = new ArrayList<>();
        for (MachineKind machine : machines.kinds()) {
            List<ResultRow> rows = board.data().rows().stream()
                    .filter(row -> row.ok() && row.kind().isTiming())
                    .filter(row -> row.conditions().machine().equals(machine))
                    .toList();
            tables.add(speeds("speed-" + (tables.size() + 1), "Speeds on " + machines.name(machine), rows));
        }
        return tables.stream().filter(table -> !table.isEmpty()).toList();
    }

    private TableModel speeds(String id, String caption, List<ResultRow> rows) {
        Map<Subject, Map<Figure, Cell>> cells = new LinkedHashMap<>();
        Set<Figure> figures = new LinkedHashSet<>();
        for (Cell cell : board.data().pooled(rows)) {
            RowIdentity of = RowIdentity.of(cell.rows().get(0));
            Figure figure = new Figure(of.kind(), of.terms(), of.baseline());
            figures.add(figure);
            cells.computeIfAbsent(of.subject(), subject -> new LinkedHashMap<>())
                    .put(figure, cell);
        }
        TableModel.Columns<Subject> table = new TableModel.Columns<Subject>()
                .text("upstream", subject -> name(subject, cells.keySet()))
                .text(
                        "whose",
                        subject -> names(of(cells, subject).values().stream()
                                .flatMap(cell -> cell.rows().stream())
                                .toList()));
        figures.forEach(figure -> table.add(
                figure.head(), subject -> Optional.ofNullable(of(cells, subject).get(figure))
                        .map(this::entry)
                        .orElse(Entry.MISSING)));
        return table.build(
                id,
                caption,
                "Speeds of other machines are in tables of their own. Brackets hold the 95 % interval over the rounds.",
                List.copyOf(cells.keySet()));
    }

    private static Map<Figure, Cell> of(Map<Subject, Map<Figure, Cell>> cells, Subject subject) {
        return cells.getOrDefault(subject, Map.of());
    }

    /** What timings of different upstreams share, and the baseline of ratios. */
    private record Figure(RowKind kind, Comparability terms, String baseline) {
        Column head() {
            List<String> lines = Stream.of(
                            SpeedTable.benchmark(terms.protocol().task()),
                            new TaskColumn(terms.protocol(), terms.metric()).measure(),
                            baseline.isEmpty() ? "" : "over " + baseline,
                            terms.conditions().precision(),
                            terms.conditions().workload())
                    .filter(line -> !line.isEmpty())
                    .toList();
            return new Column(lines, Column.Style.NUMBER, false);
        }
    }

    /** Label and size, with provider and weights where several share them. */
    private static String name(Subject subject, Set<Subject> all) {
        boolean shared = all.stream()
                .anyMatch(other -> !other.equals(subject) && other.name().equals(subject.name()));
        return shared ? subject.name() + " (" + subject.provider() + ", " + subject.init() + ")" : subject.name();
    }

    private Entry entry(Cell cell) {
        ResultRow row = cell.rows().get(0);
        return Entry.of(cell.text(), cell.value())
                .beside(cell.range(row.metric().unit()))
                .titled(board.data().noise(cell).orElse(""));
    }

    /** Every number with whose it is. */
    TableModel cells() {
        List<ReportCell> cells = new ReportCells(board.data()).list();
        TableModel table = ReportCell.COLUMNS.build("cells", "Every number of the leaderboard", "", cells);
        BoardMachines machines = machines();
        table = values(table, cells, "whose", BoardRun::owner);
        table = values(table, cells, "machines", run -> machines.name(run.machine()));
        table = values(table, cells, "begun", BoardRun::day);
        return values(table, cells, "revisions", BoardRun::revision);
    }

    private TableModel values(TableModel table, List<ReportCell> cells, String field, Function<BoardRun, String> of) {
        List<Entry> entries = cells.stream()
                .map(cell -> Entry.value(board.of(cell.cell().rows()).stream()
                        .map(of)
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .toList()))
                .toList();
        return table.with(table.columns().size(), Column.text(field), entries);
    }
}
