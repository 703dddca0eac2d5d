package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.svg.LineChart;
import org.speechbench.reports.svg.LineChart.Curve;
import org.speechbench.reports.svg.LineChart.Point;
import org.speechbench.reports.svg.Palette;
import org.speechbench.reports.table.HtmlRenderer;

/** The section on the course of pre-training, against hours of audio and against wall-clock time. */
record CurveSection(ReportData data, Palette palette) {
    Section build() {
        Section section = new Section("pretraining", "Pre-training");
        if (data.trainings().curves().isEmpty()) {
            return section;
        }
        section.note((severalTimes() ? "By audio: how much of it a model needs; by time: how long that takes. " : "")
                + "Lines are means over intervals of training, open marks the dev split. Accuracies over different sets of "
                + "clusters do not compare.");
        List<Element> charts = main();
        if (!charts.isEmpty()) {
            section.add(HtmlReport.legend(palette, labels()), Section.charts(charts));
        }
        List<Element> diagnostics = drawn(List.of(UNMASKED, layers(), GRADIENT, CLASSES).stream()
                .map(quantity -> chart(quantity.title(), "updates", TrainingEvent::step, quantity))
                .toList());
        if (!diagnostics.isEmpty()) {
            section.add(Section.details(
                    "Diagnostics by update",
                    Element.of(
                                    "p",
                                    "A perplexity of predictions near 1 says that a model has collapsed: it names one "
                                            + "class, whatever it hears.")
                            .css("note"),
                    Section.charts(diagnostics)));
        }
        return section.add(
                HtmlRenderer.render(new PretrainTable(data).table()),
                Element.of(
                                "p",
                                "Total time is the wall-clock of everything: training with evaluation and checkpoints, "
                                        + "preparing features and labels, and all of the pre-training that targets come "
                                        + "from; \u2265 says that something could not be counted.")
                        .css("note"));
    }

    /** Every quantity by audio; those that depend on the time that a model had by time, too, unless the curves would be the same. */
    private List<Element> main() {
        List<LineChart> charts = new ArrayList<>();
        for (Quantity quantity : List.of(LOSS, OTHER_LOSS, ACCURACY)) {
            charts.add(byAudio(quantity, severalTimes() ? " by audio" : ""));
            if (severalTimes()) {
                TimeAxis clock = clock();
                charts.add(chart(
                        quantity.title() + " by time", clock.axis(), e -> seconds(e) / clock.seconds(), quantity));
            }
        }
        List.of(RATE, SPEED).forEach(quantity -> charts.add(byAudio(quantity, "")));
        return drawn(charts);
    }

    private LineChart byAudio(Quantity quantity, String suffix) {
        return chart(quantity.title() + suffix, "hours of audio", e -> e.value(TrainingEvent.AUDIO_HOURS), quantity);
    }

    /** Whether there are several trainings: a single one has the same curve by time as by audio. */
    private boolean severalTimes() {
        return data.trainings().curves().size() > 1;
    }

    /** The labels, whose seeds share a colour. */
    private List<String> labels() {
        return data.trainings().curves().keySet().stream()
                .map(SeededLabel::label)
                .distinct()
                .toList();
    }

    private static List<Element> drawn(List<LineChart> charts) {
        return charts.stream()
                .filter(chart -> !chart.isEmpty())
                .map(LineChart::build)
                .toList();
    }

    private static final Quantity LOSS =
            new Quantity("Masked loss", "nats", false, List.of(line(1, "masked_loss"), loss(true, "dev_loss", true)));

    /** Losses of different objectives do not share an axis. */
    private static final Quantity OTHER_LOSS = new Quantity(
            "Loss of distillation and other objectives",
            "loss",
            false,
            List.of(loss(false, TrainingEvent.LOSS, false), loss(false, "dev_loss", true)));

    private static final Quantity ACCURACY = new Quantity(
            "Masked accuracy", "%", true, List.of(line(100, "masked_accuracy"), dev(100, "dev_masked_accuracy")));
    private static final Quantity UNMASKED = new Quantity(
            "Accuracy of unmasked frames",
            "%",
            true,
            List.of(line(100, "unmasked_accuracy"), dev(100, "dev_unmasked_accuracy")));
    private static final Quantity GRADIENT =
            new Quantity("Gradient norm before clipping", "norm", true, List.of(line(1, TrainingEvent.GRADIENT_NORM)));
    private static final Quantity RATE =
            new Quantity("Learning rate", "rate", true, List.of(line(1, TrainingEvent.LEARNING_RATE)));
    private static final Quantity CLASSES = new Quantity(
            "Classes in use (perplexity of predictions)", "classes", true, List.of(line(1, "prediction_perplexity")));
    private static final Quantity SPEED =
            new Quantity("Speed of training", "audio-s/s", true, List.of(line(1, TrainingEvent.SPEED)));

    /** The quantity on a vertical axis, with one or more curves for each pre-training. */
    private record Quantity(String title, String label, boolean fromZero, List<Trace> measured) {}

    /** One of these curves; its suffix follows the label in the name of the curve. */
    private record Trace(String suffix, boolean open, ToDoubleFunction<TrainingEvent> value) {}

    private static Trace line(double factor, String name) {
        return new Trace("", false, e -> factor * e.value(name));
    }

    private static Trace dev(double factor, String name) {
        return new Trace(", dev", true, e -> factor * e.value(name));
    }

    /** A loss of trainings that are, or are not, by masked prediction. */
    private static Trace loss(boolean masked, String name, boolean dev) {
        return new Trace(
                dev ? ", dev" : "",
                dev,
                e -> Double.isNaN(e.value("masked_loss")) == masked ? Double.NaN : e.value(name));
    }

    /** Shown only if several layers make predictions; with one layer, its loss is the masked loss. */
    private Quantity layers() {
        Set<Integer> layers = new TreeSet<>();
        data.trainings().curves().values().forEach(events -> events.stream()
                .map(e -> e.byLayer("layer_losses").keySet())
                .filter(l -> l.size() > 1)
                .forEach(layers::addAll));
        return new Quantity(
                "Loss by layer",
                "nats",
                false,
                layers.stream()
                        .map(l -> new Trace(
                                ", layer " + l,
                                false,
                                e -> e.byLayer("layer_losses").size() > 1 ? e.value("layer_losses/" + l) : Double.NaN))
                        .toList());
    }

    private static double seconds(TrainingEvent event) {
        return event.value(TrainingEvent.SECONDS);
    }

    private TimeAxis clock() {
        return TimeAxis.of(data.trainings().curves().values().stream()
                .flatMap(List::stream)
                .mapToDouble(CurveSection::seconds)
                .filter(Double::isFinite)
                .max()
                .orElse(0));
    }

    private LineChart chart(String title, String x, ToDoubleFunction<TrainingEvent> across, Quantity up) {
        List<Curve> curves = new ArrayList<>();
        data.trainings().curves().forEach((label, events) -> {
            for (Trace m : up.measured()) {
                List<Point> points = events.stream()
                        .map(e -> new Point(across.applyAsDouble(e), m.value().applyAsDouble(e)))
                        .toList();
                curves.add(new Curve(label + m.suffix(), palette.number(SeededLabel.label(label)), points, m.open()));
            }
        });
        return new LineChart(title, x, up.label(), up.fromZero(), curves);
    }
}
