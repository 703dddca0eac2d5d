package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.reports.html.Element;
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
                chart("Masked accuracy by time", clock.axis(), e -> e.seconds() / clock.seconds(), ACCURACY),
                chart("Accuracy of unmasked frames", UPDATES, PretrainEvent::step, UNMASKED),
                chart("Loss by layer", UPDATES, PretrainEvent::step, layers()),
                chart("Gradient norm before clipping", UPDATES, PretrainEvent::step, GRADIENT),
                chart("Learning rate", UPDATES, PretrainEvent::step, RATE),
                chart("Classes in use (perplexity of predictions)", UPDATES, PretrainEvent::step, CLASSES),
                chart("Speed of training", UPDATES, PretrainEvent::step, SPEED));
        section.note("The task is to name the cluster of a masked frame. The left charts ask how much audio a model "
                + "needs, the right ones how much time. Lines are means over intervals of training, open marks the dev "
                + "split. Accuracies over different sets of clusters do not compare. A perplexity of predictions near 1 "
                + "says that a model has collapsed: it names one class, whatever it hears. Total time "
                + "is the wall-clock of everything: training with evaluation and checkpoints, preparing features and "
                + "labels, and all of the pre-training that targets come from; \u2265 says that something could not be "
                + "counted.");
        section.add(HtmlReport.legend(data, List.copyOf(data.curves().keySet())));
        List<Element> drawn = charts.stream()
                .filter(chart -> !chart.isEmpty())
                .map(LineChart::build)
                .toList();
        return section.add(Section.charts(drawn), new PretrainTable(data).build());
    }

    private static final String UPDATES = "updates";
    private static final Quantity LOSS =
            new Quantity("nats", false, List.of(line(PretrainEvent::maskedLoss), dev(PretrainEvent::devLoss)));
    private static final Quantity ACCURACY = new Quantity(
            "%", true, List.of(line(e -> 100 * e.maskedAccuracy()), dev(e -> percent(e.devMaskedAccuracy()))));
    private static final Quantity UNMASKED = new Quantity(
            "%",
            true,
            List.of(
                    line(e -> 100 * e.unmaskedAccuracy()),
                    dev(e -> percent(e.diagnostics().devUnmaskedAccuracy()))));
    private static final Quantity GRADIENT = new Quantity("norm", true, List.of(line(PretrainEvent::gradNorm)));
    private static final Quantity RATE = new Quantity("rate", true, List.of(line(PretrainEvent::learningRate)));
    private static final Quantity CLASSES =
            new Quantity("classes", true, List.of(line(e -> e.diagnostics().predictionPerplexity())));
    private static final Quantity SPEED =
            new Quantity("audio-s/s", true, List.of(line(PretrainEvent::audioSecondsPerSecond)));

    /** What a vertical axis shows: one curve or several for each pre-training. */
    private record Quantity(String label, boolean fromZero, List<Measured> measured) {}

    /** One of them; its suffix follows the label in the name of the curve. */
    private record Measured(String suffix, boolean open, ToDoubleFunction<PretrainEvent> value) {}

    private static Measured line(ToDoubleFunction<PretrainEvent> value) {
        return new Measured("", false, value);
    }

    private static Measured dev(Function<PretrainEvent, @Nullable Double> value) {
        return new Measured(", dev", true, e -> orNaN(value.apply(e)));
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static @Nullable Double percent(@Nullable Double share) {
        return share == null ? null : (Double) (100 * share);
    }

    /** Only where several layers predict; one layer's loss is the masked loss. */
    private Quantity layers() {
        Set<Integer> layers = new TreeSet<>();
        data.curves().values().forEach(events -> events.stream()
                .map(e -> e.diagnostics().layerLosses().keySet())
                .filter(l -> l.size() > 1)
                .forEach(layers::addAll));
        return new Quantity(
                "nats",
                false,
                layers.stream()
                        .map(l -> new Measured(
                                ", layer " + l,
                                false,
                                e -> orNaN(
                                        e.diagnostics().layerLosses().size() > 1
                                                ? e.diagnostics().layerLosses().get(l)
                                                : null)))
                        .toList());
    }

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
        data.curves().forEach((label, events) -> {
            for (Measured m : up.measured()) {
                List<Point> points = events.stream()
                        .map(e -> new Point(across.applyAsDouble(e), m.value().applyAsDouble(e)))
                        .toList();
                curves.add(new Curve(label + m.suffix(), data.series(label), points, m.open()));
            }
        });
        return new LineChart(title, x, up.label(), up.fromZero(), curves);
    }
}
