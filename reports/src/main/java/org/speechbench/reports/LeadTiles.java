package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.judge.Verdict;
import org.speechbench.reports.significance.UpstreamKey;

/**
 * The result in five tiles: who is best, by how much over the next and over the untrained network, whether that is real,
 * and what it cost.
 */
record LeadTiles(ReportData data, Leads leads) {
    /** More names than this are counted. */
    private static final int FEW_NAMES = 3;

    /** The tiles; empty if there are no scores. */
    List<Element> build() {
        List<UpstreamKey> scored = scored();
        if (scored.isEmpty()) {
            return List.of();
        }
        List<UpstreamKey> foremost = leads.foremost();
        List<Element> tiles = new ArrayList<>();
        if (foremost.isEmpty()) {
            tiles.add(
                    scored.size() == 1
                            ? tile("Scored", names(scored), "The only upstream: there is nothing to compare it with.")
                            : tile("Who is best", "Nobody", "Nobody has learnt anything, or too little was scored."));
        } else {
            tiles.add(best(foremost));
            tiles.add(overNext(foremost));
            tiles.add(overUntrained(foremost));
            tiles.add(real(foremost));
        }
        if (scored.size() == 1 || !foremost.isEmpty()) {
            tiles.add(cost(foremost.isEmpty() ? scored : foremost));
        }
        return List.of(Element.of("div").css("tiles").addAll(tiles));
    }

    private List<UpstreamKey> scored() {
        Leaderboard board = leads.board();
        return board.upstreams().stream()
                .filter(upstream -> board.columns().stream()
                        .anyMatch(column -> board.cell(upstream, column).ok()))
                .toList();
    }

    private static Element tile(String question, String answer, String detail) {
        return tile(question, Element.of("p").label(answer), detail);
    }

    private static Element tile(String question, Element answer, String detail) {
        return Element.of("div")
                .css("tile")
                .add(
                        Element.of("p", question).css("eyebrow"),
                        answer.css("big"),
                        Element.of("p").label(detail).css("small dim"));
    }

    private Element best(List<UpstreamKey> foremost) {
        int led = leads.of(foremost.get(0)).size();
        String untrained = foremost.stream().allMatch(UpstreamKey::random)
                ? " Untrained: no training was shown to help there."
                : "";
        return tile(
                leads.shown(foremost.get(0)) > 0 ? "Who is best" : "Who leads",
                names(foremost),
                (foremost.size() > 1 ? "Each leads on " : "Leads on ") + of(led, scoredTasks()) + "." + untrained);
    }

    private int scoredTasks() {
        Leaderboard board = leads.board();
        return (int) board.columns().stream()
                .filter(column -> board.column(column).stream().anyMatch(Cell::ok))
                .count();
    }

    private Element overNext(List<UpstreamKey> foremost) {
        List<Gain> gains = leads(foremost).stream()
                .flatMap(lead -> lead.overNext().stream())
                .toList();
        return gains.isEmpty()
                ? tile("Over the next", Numbers.MISSING, "All are tied.")
                : tile("Over the next", range(gains), details(gains));
    }

    private List<Lead> leads(List<UpstreamKey> foremost) {
        return foremost.stream()
                .flatMap(upstream -> leads.of(upstream).stream())
                .distinct()
                .toList();
    }

    private Element overUntrained(List<UpstreamKey> foremost) {
        String question = "Over its untrained network";
        List<Gain> gains = foremost.stream()
                .flatMap(upstream -> leads.overUntrained(upstream).stream())
                .toList();
        return gains.isEmpty()
                ? tile(question, Numbers.MISSING, leads.untrained().reason(foremost.get(0)) + ".")
                : tile(question, range(gains), details(gains));
    }

    /** The least and the greatest gain; of several units, in that of most tasks. */
    private static Element range(List<Gain> gains) {
        Map<String, List<Gain>> byUnit =
                gains.stream().collect(Collectors.groupingBy(Gain::unit, LinkedHashMap::new, Collectors.toList()));
        List<Gain> most = byUnit.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow();
        Comparator<Gain> order = Comparator.comparingDouble(Gain::value);
        String least = most.stream().min(order).orElseThrow().number();
        String greatest = most.stream().max(order).orElseThrow().number();
        String which = byUnit.size() == 1 ? "" : ", on " + of(most.size(), gains.size());
        return Element.of("p", most.size() == 1 ? greatest : least + " to " + greatest)
                .add(Element.of("span", " " + most.get(0).unit() + which).css("small"));
    }

    /** Over whom, and what the judge found: with its interval if there is only one gain. */
    private String details(List<Gain> gains) {
        String over = names(gains.stream().map(Gain::over).distinct().toList());
        if (gains.size() == 1) {
            Gain only = gains.get(0);
            return (only.range() + " over " + over + ": " + only.words() + ".").strip();
        }
        long tasks = gains.stream().map(Gain::column).distinct().count();
        return "Over " + over + " on " + tasks + " tasks: " + verdicts(gains) + ".";
    }

    private static String verdicts(List<Gain> gains) {
        Map<Verdict, Long> counts =
                gains.stream().collect(Collectors.groupingBy(Gain::verdict, LinkedHashMap::new, Collectors.counting()));
        return gains.stream()
                .map(Gain::verdict)
                .distinct()
                .sorted()
                .map(verdict -> Gain.words(verdict) + " on " + counts.get(verdict))
                .collect(Collectors.joining(", "));
    }

    private Element real(List<UpstreamKey> foremost) {
        List<Lead> own = leads(foremost);
        long shown = own.stream().filter(Lead::shown).count();
        String answer = shown == own.size() ? "Yes" : shown == 0 ? "Not shown" : "On " + shown + " of " + own.size();
        return tile(
                "Is that real?",
                answer,
                "Shown to be better than all others on " + of((int) shown, own.size()) + "." + reasons(own));
    }

    /** Why leads were not tested; of several reasons, that there are some. */
    private static String reasons(List<Lead> leads) {
        List<String> reasons = leads.stream()
                .flatMap(lead -> lead.overNext().stream())
                .map(Gain::reason)
                .filter(reason -> !reason.isEmpty())
                .toList();
        return switch ((int) reasons.stream().distinct().count()) {
            case 0 -> "";
            case 1 -> " Not tested: " + reasons.get(0) + ".";
            default -> " Not tested on " + reasons.size() + ", for the reasons below.";
        };
    }

    /** The time of pre-training, that of the next, and the ratio of their speeds. */
    private Element cost(List<UpstreamKey> foremost) {
        List<UpstreamKey> next = leads(foremost).stream()
                .flatMap(lead -> lead.overNext().stream())
                .map(Gain::over)
                .distinct()
                .limit(FEW_NAMES)
                .toList();
        String others = next.stream()
                .map(upstream -> "; " + leads.board().name(upstream) + ": "
                        + time(upstream).orElse("not known"))
                .collect(Collectors.joining());
        String own = foremost.stream()
                .flatMap(upstream -> time(upstream).stream())
                .distinct()
                .limit(FEW_NAMES)
                .collect(Collectors.joining(", "));
        return tile(
                "What it cost",
                own.isEmpty() ? Numbers.MISSING : own,
                (own.isEmpty() ? "Its pre-training was not measured in these runs" : "of pre-training") + others + "."
                        + speedUps(foremost));
    }

    private Optional<String> time(UpstreamKey upstream) {
        return PretrainingTime.of(upstream, data.rows(RowKind.PRETRAIN))
                .map(time -> (time.missing().isEmpty() ? "" : "\u2265 ") + Numbers.duration(time.seconds()));
    }

    /** The first ratio of speeds that noise does not call into question, as a sentence; empty if there is none. */
    private String speedUps(List<UpstreamKey> foremost) {
        List<String> labels = foremost.stream().map(UpstreamKey::label).toList();
        List<ResultRow> ratios = data.rows(RowKind.RATIO).stream()
                .filter(row -> row.ok() && row.metric().equals(Metrics.SPEED_UP) && labels.contains(row.upstream()))
                .toList();
        return data.pooled(ratios).stream()
                .filter(cell -> data.noise(cell).isEmpty())
                .findFirst()
                .map(LeadTiles::speedUp)
                .orElse("");
    }

    private static String speedUp(Cell cell) {
        ResultRow row = cell.rows().get(0);
        String range = (" " + cell.range("x")).stripTrailing();
        return " " + SpeedTable.benchmark(row.task()) + ": " + Numbers.measured(cell.value(), "x")
                + "\u00d7 the speed of " + row.measure().baseline() + range + ".";
    }

    private String names(List<UpstreamKey> upstreams) {
        Function<UpstreamKey, String> name = leads.board()::name;
        int more = upstreams.size() - FEW_NAMES;
        return upstreams.stream().limit(FEW_NAMES).map(name).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String of(int count, int all) {
        return count + " of " + all + (all == 1 ? " task" : " tasks");
    }
}
