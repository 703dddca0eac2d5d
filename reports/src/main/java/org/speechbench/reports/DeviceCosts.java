package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.result.Metrics;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;

/** What training takes of a device, by the speed of its steps; a line for each that was timed. */
public record DeviceCosts(LadderTable steps) {
    /** What the table shows. */
    public static final String CAPTION = "What training costs on one device, by the speed of its steps";

    /** How to read it. */
    public static final String NOTE =
            "Hours are those of one such device. The published schedule is the audio of the published pre-training at the"
                    + " speed that was measured; what its targets cost is not in it.";

    private static final double HOURS_A_DAY = 24;
    private static final double DAYS_A_YEAR = 365.25;
    private static final double FEW_DAYS = 2;
    private static final double FEW_YEARS = 2;

    private static final List<LadderTable.Column> COLUMNS = List.of(
            new LadderTable.Column(Metrics.SPEED, "audio-s/s"),
            new LadderTable.Column(Metrics.TERAFLOPS, "TFLOP/s"),
            new LadderTable.Column(Metrics.DEVICE_MEMORY, "device memory, GB"),
            new LadderTable.Column(Metrics.HOURS_PER_MILLION, "hours for 1 M audio-s"),
            new LadderTable.Column(Metrics.PUBLISHED_SCHEDULE, "published schedule"));

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return labels().isEmpty();
    }

    /** Training steps whose cost is known, in file order. */
    public List<String> labels() {
        return steps.labels().stream()
                .filter(label -> steps.cell(label, Metrics.HOURS_PER_MILLION).isPresent())
                .toList();
    }

    /** Those that there are numbers of. */
    public List<LadderTable.Column> columns() {
        return COLUMNS.stream()
                .filter(column -> labels().stream()
                        .anyMatch(label -> steps.cell(label, column.metric()).isPresent()))
                .toList();
    }

    /** A number for people; empty where nothing was measured. */
    public Optional<String> text(String label, LadderTable.Column column) {
        return steps.cell(label, column.metric()).map(cell -> text(cell.value(), column));
    }

    private static String text(double value, LadderTable.Column column) {
        return column.metric().equals(Metrics.PUBLISHED_SCHEDULE) ? time(value) : Numbers.significant(value, 3);
    }

    /** Hours in the unit that a reader would use. */
    static String time(double hours) {
        double days = hours / HOURS_A_DAY;
        if (days < FEW_DAYS) {
            return Numbers.significant(hours, 3) + " h";
        }
        double years = days / DAYS_A_YEAR;
        return years < FEW_YEARS ? Numbers.significant(days, 3) + " days" : Numbers.significant(years, 3) + " years";
    }

    Element build() {
        Table table = new Table(CAPTION).textColumn("training step");
        columns().forEach(column -> table.numberColumn(column.head()));
        for (String label : labels()) {
            List<Element> cells = new ArrayList<>(List.of(Table.head(label)));
            columns().forEach(column -> cells.add(cell(label, column)));
            table.row(cells);
        }
        return table.build();
    }

    private Element cell(String label, LadderTable.Column column) {
        return steps.cell(label, column.metric())
                .map(cell -> Table.number(text(cell.value(), column), cell.value()))
                .orElseGet(Table::missing);
    }
}
