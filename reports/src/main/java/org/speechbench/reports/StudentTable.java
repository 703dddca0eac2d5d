package org.speechbench.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.reports.svg.Palette;
import org.speechbench.reports.svg.ScatterPlot;
import org.speechbench.reports.svg.ScatterPlot.Spot;
import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;

/** What students keep of their teachers, at which size, speed and cost. */
record StudentTable(ReportData data, Leaderboard board, UntrainedNetworks untrained, List<Student> students) {
    private static final String NOTE =
            "Kept: the student's score in percent of its teacher's; of errors, the teacher's in percent of the student's."
                    + " Of the way: how far the student is from its untrained network to its teacher; missing where the teacher"
                    + " was not shown to be better than that network. Parameters in brackets leave out the front end."
                    + " Encoding was measured in turns in the same run. Time includes everything that a training depends on,"
                    + " its teacher too.";

    /**
     * A student whose scores are in the report.
     *
     * @param training the label of its training
     * @param taught the label of its teacher's training, or its checkpoint
     * @param teacher the teacher among the upstreams; empty if it was not scored
     * @param run the run that trained it, whose labels these are
     */
    private record Student(
            UpstreamKey key, String training, String taught, Optional<UpstreamKey> teacher, ReportData.Run run) {}

    /** A student or a teacher, which is listed above its students. */
    private record Line(
            UpstreamKey key, String training, Optional<UpstreamKey> teacher, String taught, ReportData.Run run) {}

    static StudentTable of(ReportData data) {
        Leaderboard board = Leaderboard.of(data);
        List<Student> students = new ArrayList<>();
        for (ReportData.Run run : data.runs()) {
            List<UpstreamKey> scored = UpstreamKey.all(run.rows()).stream()
                    .filter(board.upstreams()::contains)
                    .toList();
            RunEntries entries = RunEntries.of(run);
            for (String training : entries.students()) {
                String taught = entries.teacher(training);
                Optional<UpstreamKey> teacher = entries.upstreams(taught).stream()
                        .flatMap(label -> trained(scored, label).stream())
                        .findFirst();
                entries.upstreams(training).stream()
                        .flatMap(label -> trained(scored, label).stream())
                        .forEach(key -> students.add(new Student(key, training, taught, teacher, run)));
            }
        }
        return new StudentTable(
                data,
                board,
                UntrainedNetworks.of(board.upstreams(), data.runs()),
                students.stream().distinct().toList());
    }

    private static Optional<UpstreamKey> trained(List<UpstreamKey> scored, String label) {
        return scored.stream()
                .filter(key -> key.label().equals(label) && !key.random())
                .findFirst();
    }

    /** Teachers, each before its students. */
    private List<Line> lines() {
        LinkedHashSet<Line> lines = new LinkedHashSet<>();
        for (Student student : students) {
            student.teacher()
                    .filter(teacher -> students.stream().noneMatch(s -> s.key().equals(teacher)))
                    .ifPresent(teacher ->
                            lines.add(new Line(teacher, student.taught(), Optional.empty(), "", student.run())));
            lines.add(new Line(student.key(), student.training(), student.teacher(), student.taught(), student.run()));
        }
        return List.copyOf(lines);
    }

    TableModel table() {
        TableModel.Columns<Line> columns = new TableModel.Columns<Line>()
                .add(Column.text("model"), line -> Entry.of(board.name(line.key())))
                .text("teacher", this::teacher)
                .number("M parameters", this::parameters)
                .number("GMAC/audio-s", line -> figure(line, Metrics.MULTIPLY_ACCUMULATES))
                .number("encoding, audio-s/s", line -> figure(line, Metrics.ENCODE_SPEED))
                .number("time", this::time);
        for (TaskColumn column : board.columns()) {
            String title = column.title(board.columns());
            columns.number(title + " " + column.measure(), line -> score(line, column))
                    .number(title + " kept %", line -> percent(kept(line, column)))
                    .number(title + " of the way %", line -> percent(ofTheWay(line, column)));
        }
        return columns.build("students", "What students keep of their teachers", NOTE, lines());
    }

    private String teacher(Line line) {
        return line.teacher().map(board::name).orElse(line.taught());
    }

    private Entry parameters(Line line) {
        OptionalDouble all = measured(line, Metrics.PARAMETERS);
        OptionalDouble encoder = measured(line, Metrics.ENCODER_PARAMETERS);
        if (all.isEmpty() || encoder.isEmpty()) {
            return Entry.MISSING;
        }
        String text =
                Numbers.significant(all.getAsDouble(), 3) + " (" + Numbers.significant(encoder.getAsDouble(), 3) + ")";
        return Entry.of(text, all.getAsDouble());
    }

    private Entry figure(Line line, Metric metric) {
        OptionalDouble value = measured(line, metric);
        return value.isEmpty()
                ? Entry.MISSING
                : Entry.of(Numbers.significant(value.getAsDouble(), 3), value.getAsDouble());
    }

    private OptionalDouble measured(Line line, Metric metric) {
        List<ResultRow> rows = line.run().rows().stream()
                .filter(row -> row.measures(RowKind.MODEL, line.training(), metric))
                .toList();
        return rows.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(new Cell(rows).value());
    }

    private Entry time(Line line) {
        return PretrainingTime.of(line.key(), data.rows(RowKind.PRETRAIN))
                .map(time -> Entry.of(
                                (time.missing().isEmpty() ? "" : "\u2265 ") + Numbers.duration(time.seconds()),
                                time.seconds())
                        .titled(time.missing()))
                .orElse(Entry.MISSING);
    }

    private Entry score(Line line, TaskColumn column) {
        Cell cell = board.cell(line.key(), column);
        return cell.ok()
                ? Entry.of(Numbers.measured(cell.value(), column.metric().unit()), cell.value())
                : Entry.MISSING;
    }

    private static Entry percent(OptionalDouble value) {
        return value.isEmpty() ? Entry.MISSING : Entry.of(Numbers.fixed(value.getAsDouble(), 1), value.getAsDouble());
    }

    /** The quality of a student in percent of its teacher's. */
    private OptionalDouble kept(Line line, TaskColumn column) {
        OptionalDouble student = value(line.key(), column);
        OptionalDouble teacher = line.teacher().map(key -> value(key, column)).orElse(OptionalDouble.empty());
        if (student.isEmpty() || teacher.isEmpty()) {
            return OptionalDouble.empty();
        }
        boolean higher = column.metric().higherIsBetter();
        double above = higher ? student.getAsDouble() : teacher.getAsDouble();
        double below = higher ? teacher.getAsDouble() : student.getAsDouble();
        return below > 0 ? OptionalDouble.of(100 * above / below) : OptionalDouble.empty();
    }

    private OptionalDouble value(UpstreamKey key, TaskColumn column) {
        Cell cell = board.cell(key, column);
        return cell.ok() ? OptionalDouble.of(cell.value()) : OptionalDouble.empty();
    }

    /** How far a student is from its untrained network to its teacher, in percent. */
    private OptionalDouble ofTheWay(Line line, TaskColumn column) {
        Optional<UpstreamKey> network = untrained.of(line.key());
        if (network.isEmpty() || line.teacher().isEmpty()) {
            return OptionalDouble.empty();
        }
        UpstreamKey teacher = line.teacher().get();
        OptionalDouble from = value(network.get(), column);
        OptionalDouble to = value(teacher, column);
        OptionalDouble here = value(line.key(), column);
        boolean shown =
                data.standings().isBetter(column, teacher.label(), network.get().label());
        return from.isEmpty() || to.isEmpty() || here.isEmpty() || !shown
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        100 * (here.getAsDouble() - from.getAsDouble()) / (to.getAsDouble() - from.getAsDouble()));
    }

    /** The section with the table, and quality against size for each task. */
    Section section(Palette palette) {
        Section section = new Section("students", "Students and teachers");
        if (students.isEmpty()) {
            return section;
        }
        List<Element> plots = new ArrayList<>();
        for (TaskColumn column : board.columns()) {
            List<Spot> spots = spots(column, palette);
            if (spots.size() > 1) {
                plots.add(new ScatterPlot(column.title(board.columns()), "million parameters", column.measure(), spots)
                        .build());
            }
        }
        section.note(NOTE);
        if (!plots.isEmpty()) {
            section.add(Section.charts(plots));
        }
        return section.add(HtmlRenderer.render(table()));
    }

    /** A mark is open if a model that is no larger was shown to be better. */
    private List<Spot> spots(TaskColumn column, Palette palette) {
        Map<Line, Double> sizes = new LinkedHashMap<>();
        lines().forEach(line -> measured(line, Metrics.PARAMETERS).ifPresent(size -> {
            if (board.cell(line.key(), column).ok()) {
                sizes.put(line, size);
            }
        }));
        List<Spot> spots = new ArrayList<>();
        sizes.forEach((line, size) -> {
            Cell cell = board.cell(line.key(), column);
            boolean beaten = sizes.entrySet().stream()
                    .anyMatch(other -> other.getValue() <= size
                            && data.standings()
                                    .isBetter(
                                            column,
                                            other.getKey().key().label(),
                                            line.key().label()));
            double low =
                    cell.interval() == null ? cell.value() : cell.interval().low();
            double high =
                    cell.interval() == null ? cell.value() : cell.interval().high();
            spots.add(new Spot(
                    line.key().label(), palette.number(line.key().label()), size, cell.value(), low, high, !beaten));
        });
        return spots;
    }
}
