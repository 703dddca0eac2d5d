package org.speechbench.core.result;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;

/**
 * The results of one run in the form needed to compare runs: every score with the corpus that it is based on, every
 * timing with the kind of its machine, and only those failures that were not measured successfully later in the same
 * run.
 *
 * @param warnings sentences about what could not be read, or was not recorded
 * @param leftOut the number of lines that were left out
 */
public record RunResults(List<ResultRow> rows, List<String> warnings, int leftOut) {
    /** The beginning of the text that replaces the digest of a corpus that an earlier version did not record. */
    public static final String NOT_RECORDED = "not recorded in ";

    private static final int SHORT = 8;

    public RunResults {
        rows = List.copyOf(rows);
        warnings = List.copyOf(warnings);
    }

    /** The results of a folder that cannot be read. */
    public static final RunResults NONE = new RunResults(List.of(), List.of(), 0);

    /**
     * Reads the results of a run; they are empty if there is no file.
     *
     * @throws UserError if the file is not a table of results
     */
    public static RunResults read(RunDirectory run) {
        ResultStore.Contents contents = new ResultStore(run.results()).read();
        Optional<Provenance> provenance = provenance(run);
        MachineKind machine = provenance.map(MachineKind::of).orElse(MachineKind.UNKNOWN);
        List<ResultRow> rows = withoutMended(contents.rows()).stream()
                .map(row -> row.onMachine(machine))
                .toList();
        List<String> warnings = new ArrayList<>(contents.warnings());
        if (rows.stream().noneMatch(RunResults::lacksCorpus)) {
            return new RunResults(rows, warnings, contents.leftOut());
        }
        Set<String> corpora =
                new TreeSet<>(provenance.map(p -> p.inputs().corpora().values()).orElse(List.of()));
        boolean known = corpora.size() == 1;
        warnings.add(
                run.results() + ": an older version of speechbench wrote scores without the digest of their corpus; "
                        + (known
                                ? "it was taken from provenance.json."
                                : "they stand in columns of their own, since it is not known whether others rest on the same."));
        Map<String, String> digests = new HashMap<>();
        List<ResultRow> told = new ArrayList<>();
        for (ResultRow row : rows) {
            told.add(
                    lacksCorpus(row)
                            ? row.onCorpus(digests.computeIfAbsent(
                                    row.task(),
                                    task -> known ? corpora.iterator().next() : standIn(run, corpora, rows, task)))
                            : row);
        }
        return new RunResults(told, warnings, contents.leftOut());
    }

    private static boolean lacksCorpus(ResultRow row) {
        return row.ok() && row.protocol().corpus().isEmpty() && row.kind().restsOnCorpus();
    }

    /** Empty if the file does not exist or cannot be read. */
    private static Optional<Provenance> provenance(RunDirectory run) {
        try {
            ProvenanceStore store = new ProvenanceStore(run.provenance());
            return store.exists() ? Optional.of(store.read()) : Optional.empty();
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    /** Equal for runs that used the same corpora or, if these are not recorded, were tested on the same references. */
    private static String standIn(RunDirectory run, Set<String> corpora, List<ResultRow> rows, String task) {
        String all = corpora.isEmpty() ? references(run, rows, task) : String.join(",", corpora);
        return NOT_RECORDED
                + Digests.sha256(all.isEmpty() ? run.root().toString() : all).substring(0, SHORT);
    }

    /**
     * The references with which the predictions of a task were compared, split by split; empty if no predictions are
     * kept.
     */
    private static String references(RunDirectory run, List<ResultRow> rows, String task) {
        Map<String, String> splits = new TreeMap<>();
        for (ResultRow row : rows) {
            Path file = run.predictions(row.upstream(), task, row.split());
            if (row.ok() && row.task().equals(task) && !splits.containsKey(row.split()) && Files.exists(file)) {
                splits.put(row.split(), references(file));
            }
        }
        return splits.isEmpty() ? "" : splits.toString();
    }

    private static String references(Path file) {
        try {
            return new PredictionFile(file)
                    .read().stream()
                            .map(line -> line.id() + "\t" + line.reference())
                            .sorted()
                            .collect(Collectors.joining("\n"));
        } catch (UserError e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** All rows except failures that were later measured successfully, as happens when a run is resumed. */
    private static List<ResultRow> withoutMended(List<ResultRow> rows) {
        List<ResultRow> kept = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            ResultRow row = rows.get(i);
            boolean mended = row.failed()
                    && rows.subList(i + 1, rows.size()).stream().anyMatch(later -> later.ok() && sameCell(row, later));
            if (!mended) {
                kept.add(row);
            }
        }
        return kept;
    }

    private static boolean sameCell(ResultRow a, ResultRow b) {
        return List.of(a.kind(), a.upstream(), a.task()).equals(List.of(b.kind(), b.upstream(), b.task()))
                && Objects.equals(
                        a.subject().training().seed(), b.subject().training().seed())
                && (a.is(RowKind.DEV)
                        ? Objects.equals(a.cost().learningRate(), b.cost().learningRate())
                        : Objects.equals(a.measure().seed(), b.measure().seed()));
    }
}
