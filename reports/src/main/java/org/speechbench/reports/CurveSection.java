package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;
import org.speechbench.reports.svg.LineChart;
import org.speechbench.reports.svg.LineChart.Curve;
import org.speechbench.reports.svg.LineChart.Point;

/** How pre-training went: per hour of audio, and per second of the clock. */
record CurveSection(ReportData data) {
    Section build() {
        Section section = new Section("pretraining", "Pre-training");
        if (data.curves().isEmpty()) {
            return section;
        }
        Clock clock = clock();
        List<LineChart> charts = List.of(
                chart("Masked loss by audio", "hours of audio", PretrainEvent::audioHours, LOSS),
                chart("Masked loss by time", clock.axis(), e -> e.seconds() / clock.seconds(), LOSS),
                chart("Masked accuracy by audio", "hours of audio", PretrainEvent::audioHours, ACCURACY),
                chart("Masked accuracy by time", clock.axis(), e -> e.seconds() / clock.seconds(), ACCURACY));
        section.note("The task is to name the cluster of a masked frame. The left charts ask how much audio a model "
                + "needs, the right ones how much time. Accuracies over different sets of clusters do not compare.");
        section.add(HtmlReport.legend(data, List.copyOf(data.curves().keySet())));
        List<Element> drawn = charts.stream()
                .filter(chart -> !chart.isEmpty())
                .map(LineChart::build)
                .toList();
        return section.add(Section.charts(drawn), table());
    }

    private static final Quantity LOSS = new Quantity("nats", false, PretrainEvent::maskedLoss);
    private static final Quantity ACCURACY = new Quantity("%", true, e -> 100 * e.maskedAccuracy());

    private record Quantity(String label, boolean fromZero, ToDoubleFunction<PretrainEvent> value) {}

    private record Clock(String axis, double seconds) {}

    private Clock clock() {
        double longest = data.curves().values().stream()
                .flatMap(List::stream)
                .mapToDouble(PretrainEvent::seconds)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        if (longest < 300) {
            return new Clock("seconds", 1);
        }
        return longest < 3 * 3600 ? new Clock("minutes", 60) : new Clock("hours", 3600);
    }

    private LineChart chart(String title, String x, ToDoubleFunction<PretrainEvent> across, Quantity up) {
        List<Curve> curves = new ArrayList<>();
        data.curves()
                .forEach((label, events) -> curves.add(new Curve(
                        label,
                        data.series(label),
                        events.stream()
                                .map(e -> new Point(
                                        across.applyAsDouble(e), up.value().applyAsDouble(e)))
                                .toList())));
        return new LineChart(title, x, up.label(), up.fromZero(), curves);
    }

    private Element table() {
        Table table = new Table("Where each pre-training stands; accuracies of masked frames")
                .textColumn("upstream")
                .numberColumn("updates")
                .numberColumn("audio, hours")
                .numberColumn("time")
                .numberColumn("audio-s/s")
                .numberColumn("loss")
                .numberColumn("masked loss")
                .numberColumn("accuracy %")
                .numberColumn("dev loss")
                .numberColumn("dev accuracy %");
        data.curves().forEach((label, events) -> table.row(row(label, events)));
        return table.build();
    }

    private static List<Element> row(String label, List<PretrainEvent> events) {
        PretrainEvent last = events.get(events.size() - 1);
        double devLoss = latest(events, PretrainEvent::devLoss);
        double devAccuracy = 100 * latest(events, PretrainEvent::devMaskedAccuracy);
        double speed = 3600 * last.audioHours() / last.seconds();
        return List.of(
                Table.head(label),
                Table.number(Long.toString(last.step()), (double) last.step()),
                number(Numbers.significant(last.audioHours(), 3), last.audioHours()),
                number(Numbers.duration(last.seconds()), last.seconds()),
                number(Numbers.significant(speed, 3), speed),
                number(Numbers.fixed(last.loss(), 3), last.loss()),
                number(Numbers.fixed(last.maskedLoss(), 3), last.maskedLoss()),
                number(Numbers.fixed(100 * last.maskedAccuracy(), 1), last.maskedAccuracy()),
                number(Numbers.fixed(devLoss, 3), devLoss),
                number(Numbers.fixed(devAccuracy, 1), devAccuracy));
    }

    private static Element number(String shown, double value) {
        return Double.isFinite(value) ? Table.number(shown, value) : Table.missing();
    }

    /** The last one that was measured, NaN if none was. */
    private static double latest(
            List<PretrainEvent> events, java.util.function.Function<PretrainEvent, @Nullable Double> value) {
        double latest = Double.NaN;
        for (PretrainEvent event : events) {
            Double measured = value.apply(event);
            latest = measured == null ? latest : measured;
        }
        return latest;
    }
}
