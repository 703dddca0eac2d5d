package org.speechbench.reports;

import java.util.List;
import org.speechbench.core.result.Metrics;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Entry;

/**
 * The device time that training needs, computed from the speed of its steps, with one line for each training step that
 * was timed.
 */
public record DeviceCosts(LadderTable steps) {
    /** The caption of the table. */
    public static final String CAPTION = "What training costs on one device, by the speed of its steps";

    /** How to read the table. */
    public static final String NOTE =
            "Hours are those of one such device. The published schedule is the audio of the published pre-training at the"
                    + " speed that was measured; what its targets cost is not in it.";

    private static final double HOURS_A_DAY = 24;
    private static final double DAYS_A_YEAR = 365.25;
    private static final double FEW_DAYS = 2;
    private static final double FEW_YEARS = 2;

    private static final List<LadderTable.Figure> FIGURES = List.of(
            new LadderTable.Figure(Metrics.SPEED, "audio-s/s"),
            new LadderTable.Figure(Metrics.TERAFLOPS, "TFLOP/s"),
            new LadderTable.Figure(Metrics.DEVICE_MEMORY, "device memory, GB"),
            new LadderTable.Figure(Metrics.HOURS_PER_MILLION, "hours for 1 M audio-s"),
            new LadderTable.Figure(Metrics.PUBLISHED_SCHEDULE, "published schedule"));

    /** The training steps whose cost is known, in file order. */
    private List<String> labels() {
        return steps.labels().stream()
                .filter(label -> steps.cell(label, Metrics.HOURS_PER_MILLION).isPresent())
                .toList();
    }

    private static String text(double value, LadderTable.Figure figure) {
        return figure.metric().equals(Metrics.PUBLISHED_SCHEDULE) ? time(value) : Numbers.significant(value, 3);
    }

    /** A number of hours, in a convenient unit. */
    static String time(double hours) {
        double days = hours / HOURS_A_DAY;
        if (days < FEW_DAYS) {
            return Numbers.significant(hours, 3) + " h";
        }
        double years = days / DAYS_A_YEAR;
        return years < FEW_YEARS ? Numbers.significant(days, 3) + " days" : Numbers.significant(years, 3) + " years";
    }

    /** Every training step whose cost is known. */
    public TableModel table() {
        return steps.table(labels(), FIGURES, (figure, cell) -> Entry.of(text(cell.value(), figure), cell.value()))
                .build("device-costs", CAPTION, NOTE, labels());
    }
}
