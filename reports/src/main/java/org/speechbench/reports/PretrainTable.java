package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;

/** A table of the state and the cost of each pre-training. */
record PretrainTable(ReportData data) {
    private static final TableModel.Columns<PretrainState> COLUMNS = new TableModel.Columns<PretrainState>()
            .add(Column.text("upstream"), state -> LabelMark.entry(state.label(), state.usesLabels()))
            .number(
                    "updates",
                    state -> Entry.of(Long.toString(state.last().step()), (double)
                            state.last().step()))
            .number("audio, hours", state -> significant(state.last().value(TrainingEvent.AUDIO_HOURS)))
            .number("time", state -> {
                double seconds = state.last().value(TrainingEvent.SECONDS);
                return Entry.of(Numbers.duration(seconds), seconds);
            })
            .number("total time", state -> Entry.of(state.total(), state.totalSeconds())
                    .titled(state.notCounted()))
            .number("audio-s/s", state -> significant(state.speed()))
            .add(Column.number("loss").onPage(), state -> fixed(state.last().value(TrainingEvent.LOSS), 3))
            .number("masked loss", state -> fixed(state.last().value("masked_loss"), 3))
            .number("accuracy %", state -> fixed(100 * state.last().value("masked_accuracy"), 1))
            .number("dev loss", state -> fixed(state.devLoss(), 3))
            .number("dev accuracy %", state -> fixed(100 * state.devAccuracy(), 1))
            .add(
                    Column.number("classes used %").onPage(),
                    state -> fixed(100 * state.last().value("classes_predicted"), 0))
            .add(
                    Column.number("perplexity").onPage(),
                    state -> fixed(state.last().value("prediction_perplexity"), 1))
            .add(
                    Column.number("gradient norm").onPage(),
                    state -> significant(state.last().value(TrainingEvent.GRADIENT_NORM)))
            .add(Column.of("loss by layer", Column.Style.SHORT).onPage(), state -> Entry.of(layers(state.last())));

    TableModel table() {
        return COLUMNS.build(
                "pre-training",
                "Where each pre-training stands",
                "Losses and accuracies are those of masked frames.",
                PretrainState.all(data));
    }

    private static Entry significant(double value) {
        return Entry.of(Numbers.significant(value, 3), value);
    }

    private static Entry fixed(double value, int decimals) {
        return Entry.of(Numbers.fixed(value, decimals), value);
    }

    private static String layers(TrainingEvent last) {
        return last.byLayer("layer_losses").entrySet().stream()
                .map(l -> l.getKey() + ": " + Numbers.fixed(l.getValue(), 3))
                .collect(Collectors.joining(", "));
    }

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
    private record PretrainState(
            String label,
            boolean usesLabels,
            TrainingEvent last,
            double devLoss,
            double devAccuracy,
            double totalSeconds,
            String notCounted) {
        /** The states of all pre-trainings that have begun. */
        static List<PretrainState> all(ReportData data) {
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
        double speed() {
            return 3600 * last.value(TrainingEvent.AUDIO_HOURS) / last.value(TrainingEvent.SECONDS);
        }

        /** The total time as text, given as a bound if something is not counted. */
        String total() {
            return (notCounted.isEmpty() ? "" : "\u2265 ") + Numbers.duration(totalSeconds);
        }
    }
}
