package org.speechbench.reports.svg;

/** Ticks, grid and names of two axes. */
final class Axes {
    private static final double NAME = 14;

    private Axes() {}

    /** Draws them; the scales say where. */
    static void draw(Canvas canvas, Scale across, Scale up, String x, String y) {
        double bottom = up.from();
        for (double tick : up.ticks()) {
            canvas.line("grid", across.from(), up.pixel(tick), across.to(), up.pixel(tick));
            canvas.text("tick end", across.from() - 6, up.pixel(tick) + 4, up.label(tick));
        }
        canvas.line("axis", across.from(), bottom, across.to(), bottom);
        for (double tick : across.ticks()) {
            canvas.line("axis", across.pixel(tick), bottom, across.pixel(tick), bottom + 4);
            canvas.text("tick middle", across.pixel(tick), bottom + 17, across.label(tick));
        }
        canvas.text("axis-label end", across.to(), bottom + 36, x);
        canvas.text("axis-label end", across.to(), NAME, y);
    }
}
