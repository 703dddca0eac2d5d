package org.speechbench.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.speechbench.bench.watch.RunSnapshot;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.ReportData;
import org.speechbench.reports.TerminalScores;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Shows a run repeatedly: on a terminal as a screen that is redrawn, elsewhere as lines that are printed once each.
 *
 * @param colour whether colour may be used on a terminal
 */
record WatchScreen(TerminalStream out, boolean terminal, boolean colour, int width, Set<String> said) {
    private static final String CLEAR = "\u001b[2J\u001b[H";

    WatchScreen(TerminalStream out, boolean terminal, boolean colour, int width) {
        this(out, terminal, colour, width, new HashSet<>());
    }

    /** Draws the current state of a run, or prints what is new in it. */
    void show(RunSnapshot run) {
        if (terminal) {
            out.trusted().print(CLEAR);
            draw(run);
        } else {
            WatchText text = new WatchText(run);
            List<String> headline = List.of(text.headline());
            Stream.of(
                            run.running() ? headline : List.<String>of(),
                            text.stages(),
                            text.scores(),
                            text.failures(),
                            headline)
                    .flatMap(List::stream)
                    .filter(said::add)
                    .forEach(out::println);
        }
        out.flush();
    }

    /** The complete text of a state. */
    void draw(RunSnapshot run) {
        WatchText text = new WatchText(run);
        styled(text.headline(), Style.bold);
        text.stages().forEach(line -> out.println("  " + line));
        if (run.rows().stream().anyMatch(row -> row.is(RowKind.SCORE))) {
            out.println();
            new TerminalScores(ReportData.of(run.rows()), width).lines().forEach(out::println);
        }
        text.failures().forEach(line -> styled(line, Style.fg_red));
    }

    private void styled(String line, Style style) {
        IStyle[] styles = {style};
        out.trusted().print(colour ? Style.on(styles) : "");
        out.print(line);
        out.trusted().println(colour ? Style.reset.on() : "");
    }
}
