package org.speechbench.reports;

import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.core.result.PretrainDiagnostics;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;

/** Where each pre-training stands, and what it cost. */
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
        PretrainEvent last = state.last();
        PretrainDiagnostics seen = last.diagnostics();
        return List.of(
                LabelMark.entry(state.label(), state.usesLabels()),
                Entry.of(Long.toString(last.step()), last.step()),
                Entry.of(Numbers.significant(last.audioHours(), 3), last.audioHours()),
                Entry.of(Numbers.duration(last.seconds()), last.seconds()),
                Entry.of(state.total(), state.totalSeconds()).titled(state.notCounted()),
                Entry.of(Numbers.significant(state.speed(), 3), state.speed()),
                Entry.of(Numbers.fixed(last.loss(), 3), last.loss()),
                Entry.of(Numbers.fixed(last.maskedLoss(), 3), last.maskedLoss()),
                percent(last.maskedAccuracy(), 1),
                Entry.of(Numbers.fixed(state.devLoss(), 3), state.devLoss()),
                percent(state.devAccuracy(), 1),
                percent(seen.classesPredicted(), 0),
                Entry.of(Numbers.fixed(seen.predictionPerplexity(), 1), seen.predictionPerplexity()),
                Entry.of(Numbers.significant(last.gradNorm(), 3), last.gradNorm()),
                Entry.of(layers(seen)));
    }

    private static Entry percent(double share, int decimals) {
        return Entry.of(Numbers.fixed(100 * share, decimals), 100 * share);
    }

    private static String layers(PretrainDiagnostics seen) {
        return seen.layerLosses().entrySet().stream()
                .map(l -> l.getKey() + ": " + Numbers.fixed(l.getValue(), 3))
                .collect(Collectors.joining(", "));
    }
}
