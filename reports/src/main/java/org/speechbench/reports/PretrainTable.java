package org.speechbench.reports;

import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;

/** A table of the state and the cost of each pre-training. */
record PretrainTable(ReportData data) {
    private static final List<Column> COLUMNS = List.of(
            Column.text("upstream"),
            Column.number("updates"),
            Column.number("audio, hours"),
            Column.number("time"),
            Column.number("total time"),
            Column.number("audio-s/s"),
            Column.number("loss").onPage(),
            Column.number("masked loss"),
            Column.number("accuracy %"),
            Column.number("dev loss"),
            Column.number("dev accuracy %"),
            Column.number("classes used %").onPage(),
            Column.number("perplexity").onPage(),
            Column.number("gradient norm").onPage(),
            Column.of("loss by layer", Column.Style.SHORT).onPage());

    TableModel table() {
        return new TableModel(
                "pre-training",
                "Where each pre-training stands",
                "Losses and accuracies are those of masked frames.",
                COLUMNS,
                PretrainState.all(data).stream().map(PretrainTable::row).toList());
    }

    private static List<Entry> row(PretrainState state) {
        TrainingEvent last = state.last();
        double hours = last.value(TrainingEvent.AUDIO_HOURS);
        double seconds = last.value(TrainingEvent.SECONDS);
        double perplexity = last.value("prediction_perplexity");
        double norm = last.value(TrainingEvent.GRADIENT_NORM);
        return List.of(
                LabelMark.entry(state.label(), state.usesLabels()),
                Entry.of(Long.toString(last.step()), (double) last.step()),
                Entry.of(Numbers.significant(hours, 3), hours),
                Entry.of(Numbers.duration(seconds), seconds),
                Entry.of(state.total(), state.totalSeconds()).titled(state.notCounted()),
                Entry.of(Numbers.significant(state.speed(), 3), state.speed()),
                fixed(last.value(TrainingEvent.LOSS)),
                fixed(last.value("masked_loss")),
                percent(last.value("masked_accuracy"), 1),
                fixed(state.devLoss()),
                percent(state.devAccuracy(), 1),
                percent(last.value("classes_predicted"), 0),
                Entry.of(Numbers.fixed(perplexity, 1), perplexity),
                Entry.of(Numbers.significant(norm, 3), norm),
                Entry.of(layers(last)));
    }

    private static Entry fixed(double loss) {
        return Entry.of(Numbers.fixed(loss, 3), loss);
    }

    private static Entry percent(double share, int decimals) {
        return Entry.of(Numbers.fixed(100 * share, decimals), 100 * share);
    }

    private static String layers(TrainingEvent last) {
        return last.byLayer("layer_losses").entrySet().stream()
                .map(l -> l.getKey() + ": " + Numbers.fixed(l.getValue(), 3))
                .collect(Collectors.joining(", "));
    }
}
