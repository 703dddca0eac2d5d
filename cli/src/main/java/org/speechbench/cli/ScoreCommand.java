package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.speechbench.bench.Services;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.Score;
import org.speechbench.reports.score.FittingMetric;
import org.speechbench.reports.score.TextPair;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TextRenderer;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.metric.AlignedUtterance;
import org.speechbench.tasks.metric.Scorers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code score}: computes a metric of existing predictions. */
@Command(
        name = "score",
        description =
                "Compute a metric from a prediction file of a run, or from two text files with one utterance a line:"
                        + " ID TEXT, or TEXT (ID). White space of any kind separates words. The metric must belong to the"
                        + " predictions' task.",
        footer = {
            "  speechbench score --metric per runs/demo/predictions/hubert.pr.test.tsv",
            "  speechbench score --metric wer ref.txt hyp.txt --worst 3"
        })
final class ScoreCommand extends BaseCommand implements Callable<Integer> {
    private static final int AT_MOST = 2;

    private static final TableModel.Columns<Score> FIELDS = new TableModel.Columns<Score>()
            .value("metric", score -> score.metric().id())
            .value("value", Score::value)
            .value("unit", score -> score.metric().unit())
            .value("n", Score::n)
            .value(
                    "low",
                    score -> score.interval() == null ? null : score.interval().low())
            .value(
                    "high",
                    score -> score.interval() == null ? null : score.interval().high());

    @Parameters(
            paramLabel = "FILE",
            arity = "1..2",
            description = "A prediction file, or references and hypotheses of the same utterances.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--metric",
            required = true,
            paramLabel = "ID",
            completionCandidates = CompletionCandidates.Metrics.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String metric = "";

    @Option(
            names = "--worst",
            paramLabel = "N",
            description = "Show alignments of the N utterances with the most errors.")
    private int worst;

    @Option(names = "--json", description = Console.JSON)
    private boolean json;

    @Override
    public Integer call() {
        if (worst < 0) {
            throw new UserError("--worst is " + worst + ", wanted at least 0.", "Leave it out to show none.");
        }
        Scorer scorer = scorer();
        List<PredictionLine> lines = lines();
        Score score = score(scorer, lines);
        if (json) {
            console().json(fields(score, AlignedUtterance.worst(lines, scorer, worst)));
            return 0;
        }
        console().print(text(score));
        AlignedUtterance.worst(lines, scorer, worst).forEach(this::print);
        return 0;
    }

    private List<PredictionLine> lines() {
        Path first = files.get(0);
        if (files.size() == AT_MOST) {
            List<PredictionLine> lines = TextPair.read(first, files.get(1));
            FittingMetric.checkText(first, lines, metric);
            return lines;
        }
        List<PredictionLine> lines = new PredictionFile(first).read();
        new FittingMetric(Services.load().tasks()).checkPredictions(first, lines, metric);
        return lines;
    }

    private Scorer scorer() {
        Map<String, Scorer> known = Scorers.byMetric();
        Scorer scorer = known.get(metric);
        if (scorer == null) {
            throw NearNames.unknown("There is no metric '" + metric + "'.", metric, known.keySet());
        }
        return scorer;
    }

    private Score score(Scorer scorer, List<PredictionLine> lines) {
        try {
            return scorer.score(lines.stream().map(scorer::prediction).toList());
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "These predictions have no " + metric + ": " + e.getMessage() + ".",
                    "Correct them, or choose the metric of their task.",
                    e);
        }
    }

    private static Map<String, Object> fields(Score score, List<AlignedUtterance> worst) {
        Map<String, Object> fields = FIELDS.values(score);
        if (!worst.isEmpty()) {
            fields.put("worst", worst);
        }
        return fields;
    }

    private static String text(Score score) {
        String value = String.format(
                Locale.ROOT,
                "%s %.2f %s",
                score.metric().label(),
                score.value(),
                score.metric().unit());
        Score.Interval interval = score.interval();
        return value
                + (interval == null ? "" : String.format(Locale.ROOT, " [%.2f, %.2f]", interval.low(), interval.high()))
                + " over " + score.n();
    }

    private void print(AlignedUtterance one) {
        console().print("");
        console().print(one.id() + ": " + one.errors() + (one.errors() == 1 ? " error" : " errors"));
        List<List<String>> grid = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            int at = row;
            List<String> line = new ArrayList<>();
            line.add(List.of("REF", "HYP", "").get(at));
            one.columns().forEach(column -> line.add(column.get(at)));
            grid.add(line);
        }
        TextRenderer.lines(grid).forEach(line -> console().print("  " + line));
    }
}
