package org.speechbench.reports.svg;

import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * A waterfall chart of factors on a logarithmic axis: each step is a bar from the product before it to the product with
 * it.
 *
 * @param axis what the products are, in words
 * @param steps the steps from top to bottom; a step follows the one that it changes
 */
public record Waterfall(String title, String axis, List<Step> steps) {
    private static final double TOP = 4;
    private static final double BAND = 36;
    private static final double THICK = 11;
    private static final double BOTTOM = 40;
    private static final double SIDE = 10;
    private static final int FASTER = 2;
    private static final int SLOWER = 1;
    private static final int ALIKE = 6;
    private static final double NOTHING = 0.01;

    /**
     * One change.
     *
     * @param over the position of the step that it changes; -1 for none
     * @param factor the factor by which it multiplies, above zero
     * @param product the product of this factor and of all steps that it builds on, above zero
     */
    public record Step(String name, int over, double factor, double product) {
        double before() {
            return product / factor;
        }
    }

    public Waterfall {
        steps = List.copyOf(steps);
    }

    public Element build() {
        double height = TOP + steps.size() * BAND + BOTTOM;
        double min = steps.stream()
                .mapToDouble(s -> Math.min(s.before(), s.product()))
                .min()
                .orElse(1);
        double max = steps.stream()
                .mapToDouble(s -> Math.max(s.before(), s.product()))
                .max()
                .orElse(1);
        Scale scale = Scale.logarithmic(min, max, SIDE, Canvas.WIDTH - SIDE - 6);
        Canvas canvas = new Canvas(height, title, description());
        canvas.columns(scale, TOP, height - BOTTOM);
        canvas.text("axis-label end", Canvas.WIDTH - 4, height - 6, axis);
        for (int i = 0; i < steps.size(); i++) {
            connect(canvas, i, scale);
        }
        for (int i = 0; i < steps.size(); i++) {
            canvas.add(step(i, scale));
        }
        return canvas.build();
    }

    /** A thin line from the bar of the step that is changed. */
    private void connect(Canvas canvas, int place, Scale scale) {
        Step step = steps.get(place);
        if (step.over() >= 0) {
            double x = scale.pixel(step.before());
            canvas.line("connector", x, bar(step.over()) + THICK, x, bar(place));
        }
    }

    private static double bar(int place) {
        return TOP + place * BAND + 17;
    }

    private Element step(int place, Scale scale) {
        Step step = steps.get(place);
        double from = scale.pixel(Math.min(step.before(), step.product()));
        double to = scale.pixel(Math.max(step.before(), step.product()));
        return Element.of("g")
                .add(Element.of("title", sentence(step)))
                .add(
                        Canvas.label(
                                "bar-name", SIDE, bar(place) - 4, Canvas.shortened(step.name(), Canvas.WIDTH - 140)),
                        Canvas.label("bar-value end", Canvas.WIDTH - 4, bar(place) - 4, values(step)),
                        Canvas.rect("bar " + Marks.css(colour(step)), from, bar(place), Math.max(to - from, 2), THICK));
    }

    private static int colour(Step step) {
        if (Math.abs(step.factor() - 1) < NOTHING) {
            return ALIKE;
        }
        return step.factor() > 1 ? FASTER : SLOWER;
    }

    private static String values(Step step) {
        String product = Numbers.fixed(step.product(), 2) + "\u00d7";
        return step.over() < 0 ? product : "\u00d7 " + Numbers.fixed(step.factor(), 2) + "  =  " + product;
    }

    private String sentence(Step step) {
        String product = Numbers.fixed(step.product(), 2) + " times " + axis;
        return step.over() < 0
                ? step.name() + ": " + product
                : step.name() + ": " + Numbers.fixed(step.factor(), 2) + " times "
                        + steps.get(step.over()).name() + ", " + product;
    }

    private String description() {
        return steps.stream().map(this::sentence).collect(Collectors.joining("; "));
    }
}
