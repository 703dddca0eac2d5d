package org.speechbench.reports;

import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.core.result.PretrainDiagnostics;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;

/** Where each pre-training stands, and what it cost. */
record PretrainTable(ReportData data) {
    Element build() {
        Table table = new Table("Where each pre-training stands; accuracies of masked frames")
                .textColumn("upstream")
                .numberColumn("updates")
                .numberColumn("audio, hours")
                .numberColumn("time")
                .numberColumn("total time")
                .numberColumn("audio-s/s")
                .numberColumn("loss")
                .numberColumn("masked loss")
                .numberColumn("accuracy %")
                .numberColumn("dev loss")
                .numberColumn("dev accuracy %")
                .numberColumn("classes used %")
                .numberColumn("perplexity")
                .numberColumn("gradient norm")
                .textColumn("loss by layer");
        PretrainState.all(data).forEach(state -> table.row(row(state)));
        return table.build();
    }

    private static List<Element> row(PretrainState state) {
        PretrainEvent last = state.last();
        PretrainDiagnostics seen = last.diagnostics();
        return List.of(
                LabelMark.head(state.label(), state.usesLabels()),
                Table.number(Long.toString(last.step()), (double) last.step()),
                number(Numbers.significant(last.audioHours(), 3), last.audioHours()),
                number(Numbers.duration(last.seconds()), last.seconds()),
                total(state),
                number(Numbers.significant(state.speed(), 3), state.speed()),
                number(Numbers.fixed(last.loss(), 3), last.loss()),
                number(Numbers.fixed(last.maskedLoss(), 3), last.maskedLoss()),
                number(Numbers.fixed(100 * last.maskedAccuracy(), 1), last.maskedAccuracy()),
                number(Numbers.fixed(state.devLoss(), 3), state.devLoss()),
                number(Numbers.fixed(100 * state.devAccuracy(), 1), state.devAccuracy()),
                number(Numbers.fixed(100 * seen.classesPredicted(), 0), seen.classesPredicted()),
                number(Numbers.fixed(seen.predictionPerplexity(), 1), seen.predictionPerplexity()),
                number(Numbers.significant(last.gradNorm(), 3), last.gradNorm()),
                Table.cell(layers(seen)).css("keep"));
    }

    private static Element total(PretrainState state) {
        Element total = number(state.total(), state.totalSeconds());
        return state.notCounted().isEmpty() ? total : total.with("title", state.notCounted());
    }

    private static String layers(PretrainDiagnostics seen) {
        return seen.layerLosses().entrySet().stream()
                .map(l -> l.getKey() + ": " + Numbers.fixed(l.getValue(), 3))
                .collect(Collectors.joining(", "));
    }

    private static Element number(String shown, double value) {
        return Double.isFinite(value) ? Table.number(shown, value) : Table.missing();
    }
}
