package org.speechbench.reports;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.PretrainDiagnostics;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.core.result.ResultRow;
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
        data.curves().forEach((label, events) -> table.row(row(label, events)));
        return table.build();
    }

    private List<Element> row(String label, List<PretrainEvent> events) {
        PretrainEvent last = events.get(events.size() - 1);
        double devLoss = latest(events, PretrainEvent::devLoss);
        double devAccuracy = 100 * latest(events, PretrainEvent::devMaskedAccuracy);
        PretrainDiagnostics seen = last.diagnostics();
        double speed = 3600 * last.audioHours() / last.seconds();
        return List.of(
                LabelMark.head(label, LabelMark.isOn(rows(label))),
                Table.number(Long.toString(last.step()), (double) last.step()),
                number(Numbers.significant(last.audioHours(), 3), last.audioHours()),
                number(Numbers.duration(last.seconds()), last.seconds()),
                total(label),
                number(Numbers.significant(speed, 3), speed),
                number(Numbers.fixed(last.loss(), 3), last.loss()),
                number(Numbers.fixed(last.maskedLoss(), 3), last.maskedLoss()),
                number(Numbers.fixed(100 * last.maskedAccuracy(), 1), last.maskedAccuracy()),
                number(Numbers.fixed(devLoss, 3), devLoss),
                number(Numbers.fixed(devAccuracy, 1), devAccuracy),
                number(Numbers.fixed(100 * seen.classesPredicted(), 0), seen.classesPredicted()),
                number(Numbers.fixed(seen.predictionPerplexity(), 1), seen.predictionPerplexity()),
                number(Numbers.significant(last.gradNorm(), 3), last.gradNorm()),
                Table.cell(layers(seen)).css("keep"));
    }

    private List<ResultRow> rows(String label) {
        return data.pretrainings().getOrDefault(label, List.of());
    }

    /** A dash until the pre-training is finished. */
    private Element total(String label) {
        Optional<ResultRow> found = rows(label).stream()
                .filter(row -> row.metric().id().equals(TrainingCost.TOTAL) && row.ok())
                .findFirst();
        double seconds = found.map(ResultRow::value).orElse(Double.NaN);
        String missing = found.map(ResultRow::detail).orElse("");
        return missing.isEmpty()
                ? number(Numbers.duration(seconds), seconds)
                : number("\u2265 " + Numbers.duration(seconds), seconds).with("title", missing);
    }

    private static String layers(PretrainDiagnostics seen) {
        return seen.layerLosses().entrySet().stream()
                .map(l -> l.getKey() + ": " + Numbers.fixed(l.getValue(), 3))
                .collect(Collectors.joining(", "));
    }

    private static Element number(String shown, double value) {
        return Double.isFinite(value) ? Table.number(shown, value) : Table.missing();
    }

    /** The last one that was measured, NaN if none was. */
    private static double latest(List<PretrainEvent> events, Function<PretrainEvent, @Nullable Double> value) {
        double latest = Double.NaN;
        for (PretrainEvent event : events) {
            Double measured = value.apply(event);
            latest = measured == null ? latest : measured;
        }
        return latest;
    }
}
