package org.speechbench.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Folders;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.LayerWeights;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RoundLog;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.RunResults;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.reports.significance.TaskColumn;

/**
 * Reads run directories, finished or not. For a file that is truncated, damaged or of another version, its contents are
 * missing and a warning is given; everything else is shown.
 */
public final class ReportReader {
    private final List<ReportData.Run> runs = new ArrayList<>();
    private final List<ResultRow> rows = new ArrayList<>();
    private final Map<String, List<TrainingEvent>> curves = new LinkedHashMap<>();
    private final Map<String, List<ResultRow>> pretrainings = new LinkedHashMap<>();
    private final List<RunLayers> layers = new ArrayList<>();
    private final Map<ResultRow, String> noise = new LinkedHashMap<>();
    private int leftOut;
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final ExampleReader answers = new ExampleReader(this::warn);

    private ReportReader() {}

    /** The layer weights of a run, and the scores that identify the corpus that they belong to. */
    private record RunLayers(List<LayerWeight> weights, List<ResultRow> rows) {
        /** The weights under the name of the task's column among all columns. */
        List<LayerWeight> named(List<TaskColumn> columns) {
            return weights.stream().map(weight -> named(weight, columns)).toList();
        }

        private LayerWeight named(LayerWeight weight, List<TaskColumn> columns) {
            String task = rows.stream()
                    .filter(row -> row.ok() && row.is(RowKind.SCORE))
                    .filter(row -> row.upstream().equals(weight.upstream())
                            && row.task().equals(weight.task()))
                    .map(row -> TaskColumn.of(row).title(columns))
                    .findFirst()
                    .orElse(weight.task());
            return new LayerWeight(weight.upstream(), task, weight.fold(), weight.layer(), weight.weight());
        }
    }

    /**
     * Reads everything in some run directories.
     *
     * @throws UserError if one of them is not a directory that contains results, provenance or pre-training
     */
    public static ReportData read(List<Path> runDirectories) {
        ReportReader reader = new ReportReader();
        List<RunDirectory> directories = runDirectories.stream()
                .map(folder -> new RunDirectory(folder.toAbsolutePath().normalize()))
                .toList();
        List<String> trainings =
                directories.stream().flatMap(run -> reader.labels(run).stream()).toList();
        directories.forEach(run -> reader.read(run, trainings));
        Answers answers = reader.answers.read();
        reader.names.forEach((root, name) -> reader.warnings.replaceAll(sentence -> sentence.replace(root, name)));
        return new ReportData(
                reader.runs,
                reader.rows,
                new ReportData.Trainings(reader.curves, reader.pretrainings),
                reader.layers(),
                reader.warnings,
                answers,
                new ReportData.Findings(Standings.NONE, reader.noise),
                reader.leftOut);
    }

    private List<LayerWeight> layers() {
        List<TaskColumn> columns = Leaderboard.of(rows).columns();
        return layers.stream().flatMap(run -> run.named(columns).stream()).toList();
    }

    /** @param trainings the labels of the pre-trainings of all runs */
    private void read(RunDirectory run, List<String> trainings) {
        if (!Files.exists(run.results()) && !Files.exists(run.provenance()) && !Files.exists(run.pretrain())) {
            throw new UserError(
                    run.root() + ": is not a run directory; it has no results.csv and no provenance.json.",
                    "Name a folder that 'run', 'pretrain', 'throughput' or 'demo' wrote.");
        }
        Path last = run.root().getFileName();
        String name = last == null ? run.root().toString() : last.toString();
        String config = orElse(() -> Files.exists(run.config()) ? TextLines.text(run.config()) : "", "");
        Provenance provenance = provenance(run);
        RunResults results = results(run);
        runs.add(new ReportData.Run(name, title(config), provenance, config, results.rows()));
        rows.addAll(results.rows());
        results.warnings().forEach(this::warn);
        leftOut += results.leftOut();
        answers.add(run, results.rows());
        noise(run, results.rows());
        LayerWeights weights = new LayerWeights(run.layers());
        layers.add(new RunLayers(orElse(weights::read, List.of()), results.rows()));
        orElse(weights::warnings, List.<String>of()).forEach(this::warn);
        for (String label : labels(run)) {
            String shown = Collections.frequency(trainings, label) > 1 ? name + "/" + label : label;
            curve(run, label, shown);
            pretrainings.put(shown, pretraining(run, label, results.rows()));
        }
        names.put(run.root().toString(), name);
    }

    private RunResults results(RunDirectory run) {
        try {
            return RunResults.read(run);
        } catch (UserError e) {
            warn(e.getMessage());
            leftOut++;
            return RunResults.NONE;
        }
    }

    private void noise(RunDirectory run, List<ResultRow> measured) {
        RoundLog.Contents rounds =
                orElse(() -> new RoundLog(run.rounds()).read(measured), new RoundLog.Contents(Map.of(), List.of()));
        rounds.warnings().forEach(this::warn);
        noise.putAll(new TimingNoise(measured, rounds.rounds()).reasons());
    }

    private @Nullable Provenance provenance(RunDirectory run) {
        try {
            return new ProvenanceStore(run.provenance()).read();
        } catch (UserError e) {
            warn(e.getMessage());
            return null;
        }
    }

    private void curve(RunDirectory run, String label, String shown) {
        TrainingLog log = TrainingLog.pretraining(run.events(label));
        List<TrainingEvent> events = orElse(log::read, List.of());
        orElse(log::warnings, List.<String>of()).forEach(this::warn);
        if (!events.isEmpty()) {
            curves.put(shown, events);
        }
    }

    /** @param label the label in the form of a folder name */
    private static List<ResultRow> pretraining(RunDirectory run, String label, List<ResultRow> rows) {
        Path folder = run.pretrain().resolve(label);
        return rows.stream()
                .filter(row -> row.is(RowKind.PRETRAIN) && run.pretrain(row).equals(folder))
                .toList();
    }

    private List<String> labels(RunDirectory run) {
        if (!Files.isDirectory(run.pretrain())) {
            return List.of();
        }
        return orElse(
                () -> Folders.entries(run.pretrain()).stream()
                        .filter(folder -> Files.exists(folder.resolve("events.csv")))
                        .map(folder -> folder.getFileName().toString())
                        .toList(),
                List.of());
    }

    private <T> T orElse(Supplier<T> read, T otherwise) {
        try {
            return read.get();
        } catch (UserError e) {
            warn(e.getMessage());
            return otherwise;
        }
    }

    private void warn(@Nullable String sentence) {
        String text = String.valueOf(sentence);
        if (!warnings.contains(text)) {
            warnings.add(text);
        }
    }

    /** The title is a line at the top level of a configuration that speechbench itself wrote. */
    private static String title(String config) {
        String line = config.lines()
                .filter(l -> l.startsWith("title:"))
                .findFirst()
                .orElse("")
                .replaceFirst("title:", "")
                .strip();
        if (!line.startsWith("\"")) {
            return line.replaceAll("^'|'$", "").replace("''", "'");
        }
        try {
            return new ObjectMapper().readValue(line, String.class);
        } catch (JsonProcessingException e) {
            return line;
        }
    }
}
