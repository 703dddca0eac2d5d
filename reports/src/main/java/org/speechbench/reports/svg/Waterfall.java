package org.speechbench.reports.svg;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * What changes multiply to, on a logarithmic axis: each step is a bar from the product before it to the product with it.
 *
 * @param title what is drawn
 * @param axis what the products are
 * @param steps from top to bottom; a step comes after the one that it changes
 */
public record Waterfall(String title, String axis, List<Step> steps) {
    private static final double WIDTH = 460;
    private static final double TOP = 30;
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
     * @param over place in the list of the step that it changes, -1 for none
     * @param factor what it multiplies by, above zero
     * @param product with all that it rests on, above zero
     */
    public record Step(String name, int over, double factor, double product) {
        double before() {
            return product / factor;
        }
    }

    public Waterfall {
        steps = List.copyOf(steps);
    }

    /** The chart, 460 units wide. */
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
        LogScale scale = LogScale.around(min, max, SIDE, WIDTH - SIDE - 6);
        Canvas canvas = new Canvas(WIDTH, height, title, description());
        canvas.text("chart-title", 2, 14, title);
        for (double tick : scale.ticks()) {
            canvas.line("grid", scale.pixel(tick), TOP, scale.pixel(tick), height - BOTTOM);
            canvas.text("tick middle", scale.pixel(tick), height - BOTTOM + 15, scale.label(tick) + "\u00d7");
        }
        canvas.text("axis-label end", WIDTH - 4, height - 6, axis);
        for (int i = 0; i < steps.size(); i++) {
            connect(canvas, i, scale);
        }
        for (int i = 0; i < steps.size(); i++) {
            canvas.add(step(i, scale));
        }
        return canvas.build();
    }

    /** A thin line from the bar that a step begins at. */
    private void connect(Canvas canvas, int place, LogScale scale) {
        Step step = steps.get(place);
        if (step.over() >= 0) {
            double x = scale.pixel(step.before());
            canvas.line("connector", x, bar(step.over()) + THICK, x, bar(place));
        }
    }

    private static double bar(int place) {
        return TOP + place * BAND + 17;
    }

    private Element step(int place, LogScale scale) {
        Step step = steps.get(place);
        double from = scale.pixel(Math.min(step.before(), step.product()));
        double to = scale.pixel(Math.max(step.before(), step.product()));
        return Element.of("g")
                .add(Element.of("title", sentence(step)))
                .add(
                        Canvas.label("bar-name", SIDE, bar(place) - 4, step.name()),
                        Canvas.label("bar-value end", WIDTH - 4, bar(place) - 4, values(step)),
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
        List<String> all = new ArrayList<>();
        steps.forEach(step -> all.add(sentence(step)));
        return String.join("; ", all);
    }
}
