package org.speechbench.reports;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.reports.svg.IntervalMark;

/** Who leads on each task, by how much over the next and over its untrained network, and whether that was shown. */
record LeadTable(Leads leads) {
    private static final List<String> HEADS =
            List.of("Task", "Leads", "Over the next", "Over its untrained network", "Is the lead real?");

    /** The table; empty if nobody leads anywhere. */
    List<Element> build() {
        List<TaskColumn> columns = leads.board().columns().stream()
                .filter(column -> leads.board().column(column).stream().anyMatch(Cell::ok))
                .toList();
        if (leads.list().isEmpty()) {
            return List.of();
        }
        Element head = Element.of("tr");
        HEADS.forEach(title -> head.add(Element.of("th", title).with("scope", "col")));
        Element body = Element.of("tbody");
        columns.forEach(column -> body.add(row(column)));
        return List.of(Element.of("table")
                .css("leads")
                .add(
                        Element.of("caption", "Who leads on each task, and by how much"),
                        Element.of("thead").add(head),
                        body));
    }

    private Element row(TaskColumn column) {
        Element task = Element.of("th", column.title(leads.board().columns()))
                .with("scope", "row")
                .add(sub(column.measure()));
        Element row = Element.of("tr").add(task);
        Optional<Lead> lead = leads.in(column);
        if (lead.isEmpty()) {
            return row.add(Element.of("td", nobody(column)).css("dim").with("colspan", "4"));
        }
        List<Gain> gains = lead.get().gains();
        return row.add(
                cell(1).add(leaders(lead.get())),
                gain(2, lead.get().overNext(), gains, lead.get().leaders().size() > 1 ? "tied" : "not scored"),
                gain(3, lead.get().overUntrained(), gains, untrained(lead.get())),
                cell(4).add(real(lead.get())));
    }

    /** A cell, whose heading narrow screens show above it. */
    private static Element cell(int column) {
        return Element.of("td").with("data-head", HEADS.get(column));
    }

    private static Element sub(String text) {
        return Element.of("span").label(text).css("sub");
    }

    /** Why nobody leads. */
    private String nobody(TaskColumn column) {
        Leaderboard board = leads.board();
        if (board.nobodyLearnt(column)) {
            double best = Chance.best(column, board.column(column));
            return "Nobody has learnt anything: "
                    + Numbers.measured(best, column.metric().unit()) + " at best.";
        }
        List<UpstreamKey> alone = board.upstreams().stream()
                .filter(upstream -> board.cell(upstream, column).ok())
                .toList();
        return alone.stream().map(board::name).collect(Collectors.joining(", ")) + " alone has a score: "
                + score(column, alone.get(0));
    }

    private String score(TaskColumn column, UpstreamKey upstream) {
        Cell cell = leads.board().cell(upstream, column);
        String unit = column.metric().unit();
        return (Numbers.measured(cell.value(), unit) + " " + cell.range(unit)).strip();
    }

    private Element leaders(Lead lead) {
        Leaderboard board = leads.board();
        String names = lead.leaders().stream().map(board::name).collect(Collectors.joining(", "));
        boolean untrained = lead.leaders().stream().allMatch(UpstreamKey::random);
        return Element.of("div")
                .add(
                        Element.of("strong").label(names + (untrained ? " (untrained)" : "")),
                        sub(score(lead.column(), lead.leaders().get(0))));
    }

    private static Element gain(int column, Optional<Gain> gain, List<Gain> all, String missing) {
        if (gain.isEmpty()) {
            return cell(column)
                    .css("missing")
                    .add(Element.of("div").text(Numbers.MISSING).add(sub(missing)));
        }
        Gain found = gain.get();
        return cell(column)
                .css(found.shown() ? "shown" : "open")
                .add(
                        Element.of("div")
                                .add(
                                        Element.of("strong", found.number()),
                                        Element.of("span", " " + found.range()).css("small"),
                                        sub("over " + found.over().label() + ": " + Gain.words(found.verdict()))),
                        mark(found, all));
    }

    /** The gain on a line that all gains of the row share. */
    private static Element mark(Gain gain, List<Gain> all) {
        Interval range = gain.interval().orElse(new Interval(gain.value(), gain.value()));
        double from = ends(all).min().orElse(0);
        double to = ends(all).max().orElse(0);
        return new IntervalMark(gain.value(), range.low(), range.high(), from, to > from ? to : from + 1, gain.shown())
                .build();
    }

    private static DoubleStream ends(List<Gain> gains) {
        return gains.stream()
                .flatMap(gain -> Stream.concat(
                        Stream.of(0.0, gain.value()),
                        gain.interval().stream().flatMap(range -> Stream.of(range.low(), range.high()))))
                .mapToDouble(end -> end);
    }

    private String untrained(Lead lead) {
        return lead.leaders().size() > 1
                ? "tied"
                : leads.untrained()
                        .of(lead.leaders().get(0))
                        .map(network -> network.label() + " has no score")
                        .orElseGet(() -> leads.untrained().reason(lead.leaders().get(0)));
    }

    private Element real(Lead lead) {
        String certainty = leads.board().lead(lead.column());
        return Element.of("div")
                .add(
                        Element.of("strong", lead.shown() ? "Yes" : "Not shown"),
                        sub(certainty.isEmpty() ? "nothing was tested" : certainty));
    }
}
