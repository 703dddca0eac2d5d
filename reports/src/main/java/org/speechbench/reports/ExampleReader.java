package org.speechbench.reports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.speechbench.core.UserError;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.datasets.audio.ClipFile;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.metric.AccuracyScorer;
import org.speechbench.tasks.metric.AlignedUtterance;
import org.speechbench.tasks.metric.ErrorRateScorer;
import org.speechbench.tasks.metric.Examples;
import org.speechbench.tasks.metric.Scorers;

/**
 * Reads the parts of prediction files that are shown: for the main split of each task, from the last run that scored
 * it.
 */
final class ExampleReader {
    /** The maximum number of bytes of recordings in one page; base64 increases them by a third. */
    private static final int MOST_BYTES = 4_000_000;

    private final Map<String, Scorer> scorers = Scorers.byMetric();
    private final Map<Key, Source> sources = new LinkedHashMap<>();
    private final Consumer<String> warn;

    ExampleReader(Consumer<String> warn) {
        this.warn = warn;
    }

    private record Key(UpstreamKey upstream, TaskColumn column) {}

    private record Source(RunDirectory run, Path file) {}

    private record Found(Key key, RunDirectory run, Examples examples) {
        Path clip(AlignedUtterance utterance) {
            return run.clip(key.column().task(), utterance.id());
        }
    }

    /** Records the location of the predictions behind some scores; of several seeds, those of the first. */
    void add(RunDirectory run, List<ResultRow> rows) {
        List<TaskColumn> columns = Leaderboard.of(rows).columns();
        for (ResultRow row : rows) {
            Path file = run.predictions(row);
            Scorer scorer = scorers.get(row.metric().id());
            boolean shown = scorer instanceof ErrorRateScorer || scorer instanceof AccuracyScorer;
            if (row.is(RowKind.SCORE)
                    && row.ok()
                    && shown
                    && columns.contains(TaskColumn.of(row))
                    && Files.exists(file)) {
                sources.putIfAbsent(new Key(UpstreamKey.of(row), TaskColumn.of(row)), new Source(run, file));
            }
        }
    }

    Answers read() {
        List<Found> found = new ArrayList<>();
        List<Confusion> confusions = new ArrayList<>();
        Map<TaskColumn, Double> guessing = new HashMap<>();
        sources.forEach((key, source) -> {
            List<PredictionLine> lines = lines(source.file());
            Scorer scorer = scorers.get(key.column().metric().id());
            if (scorer instanceof ErrorRateScorer) {
                found.add(new Found(key, source.run(), Examples.of(lines, scorer)));
            } else if (!lines.isEmpty()) {
                confusions.add(Confusion.of(key.upstream().label(), key.column(), lines));
                guessing.put(key.column(), guessing(lines));
            }
        });
        Clips clips = clips(found);
        return new Answers(
                found.stream()
                        .filter(one -> !one.examples().isEmpty())
                        .map(clips::examples)
                        .toList(),
                confusions,
                clips.leftOut().size(),
                new Chance(guessing));
    }

    /** The share of the most frequent class, in per cent. */
    private static double guessing(List<PredictionLine> lines) {
        Map<String, Integer> counts = new HashMap<>();
        lines.forEach(line -> counts.merge(line.reference(), 1, Integer::sum));
        return 100.0 * Collections.max(counts.values()) / lines.size();
    }

    private List<PredictionLine> lines(Path file) {
        try {
            return new PredictionFile(file).read();
        } catch (UserError e) {
            warn.accept(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private record Clips(Map<Path, String> addresses, Set<Path> leftOut) {
        Answers.Examples examples(Found found) {
            return new Answers.Examples(
                    found.key().upstream().label(),
                    found.key().column(),
                    found.examples().worst().stream()
                            .map(u -> example(found, u))
                            .toList(),
                    found.examples().best().stream().map(u -> example(found, u)).toList());
        }

        private Answers.Example example(Found found, AlignedUtterance utterance) {
            return new Answers.Example(utterance, addresses.getOrDefault(found.clip(utterance), ""));
        }
    }

    private Clips clips(List<Found> found) {
        Map<Path, String> addresses = new HashMap<>();
        Set<Path> leftOut = new LinkedHashSet<>();
        long bytes = 0;
        for (Path file : files(found)) {
            byte[] wav = wav(file);
            if (bytes + wav.length > MOST_BYTES) {
                leftOut.add(file);
            } else if (wav.length > 0) {
                bytes += wav.length;
                addresses.put(
                        file, "data:audio/wav;base64," + Base64.getEncoder().encodeToString(wav));
            }
        }
        return new Clips(addresses, leftOut);
    }

    /**
     * The existing recordings, each once: first the first one of every upstream, then the second ones, so that a limit
     * affects all equally.
     */
    private static Set<Path> files(List<Found> found) {
        Set<Path> files = new LinkedHashSet<>();
        int most = found.stream().mapToInt(f -> f.examples().all().size()).max().orElse(0);
        for (int rank = 0; rank < most; rank++) {
            for (Found one : found) {
                one.examples().all().stream()
                        .skip(rank)
                        .limit(1)
                        .map(one::clip)
                        .filter(Files::isRegularFile)
                        .forEach(files::add);
            }
        }
        return files;
    }

    private byte[] wav(Path file) {
        try {
            return new ClipFile(file).read();
        } catch (UserError e) {
            warn.accept(String.valueOf(e.getMessage()));
            return new byte[0];
        }
    }
}
