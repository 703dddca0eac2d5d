package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.reports.html.Numbers;

/**
 * The state of a pre-training and its cost. A number that is not known is NaN.
 *
 * @param usesLabels whether transcripts or phones were used
 * @param last event of its log
 * @param devLoss the latest dev loss that was measured
 * @param devAccuracy the latest dev accuracy on masked frames that was measured, 0 to 1
 * @param totalSeconds the seconds of everything that it depends on; NaN until it is finished
 * @param notCounted what the total leaves out, in words; empty if nothing is left out
 */
public record PretrainState(
        String label,
        boolean usesLabels,
        TrainingEvent last,
        double devLoss,
        double devAccuracy,
        double totalSeconds,
        String notCounted) {
    /** The states of all pre-trainings that have begun. */
    public static List<PretrainState> all(ReportData data) {
        List<PretrainState> states = new ArrayList<>();
        data.trainings()
                .curves()
                .forEach((label, events) ->
                        states.add(of(label, events, data.trainings().rows().getOrDefault(label, List.of()))));
        return states;
    }

    private static PretrainState of(String label, List<TrainingEvent> events, List<ResultRow> rows) {
        Optional<ResultRow> total = rows.stream()
                .filter(row -> row.metric().equals(Metrics.TOTAL_SECONDS) && row.ok())
                .findFirst();
        return new PretrainState(
                label,
                LabelMark.isOn(rows),
                events.get(events.size() - 1),
                TrainingEvent.latest(events, "dev_loss"),
                TrainingEvent.latest(events, "dev_masked_accuracy"),
                total.map(ResultRow::value).orElse(Double.NaN),
                total.map(row -> row.cost().omissions()).orElse(""));
    }

    /** The seconds of audio trained on per second, from the beginning. */
    public double speed() {
        return 3600 * last.value(TrainingEvent.AUDIO_HOURS) / last.value(TrainingEvent.SECONDS);
    }

    /** The total time as text, given as a bound if something is not counted. */
    public String total() {
        return (notCounted.isEmpty() ? "" : "\u2265 ") + Numbers.duration(totalSeconds);
    }
}
