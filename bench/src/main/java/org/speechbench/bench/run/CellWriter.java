package org.speechbench.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.speechbench.core.UserError;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.RowKind;
import org.speechbench.downstream.CellResult;

/** Writes the results of cells. */
final class CellWriter {
    private final RunFolder folder;
    private final Clips clips;

    CellWriter(StageContext context) {
        this.folder = context.folder();
        this.clips = new Clips(folder.files(), StageContext.speech("the task's corpus"), context.progress());
    }

    /** The row of a cell that failed, which replaces that of an earlier failure. */
    void fail(CellRows rows, String reason, double seconds) {
        folder.keep(r -> !(rows.isOfCell(r) && r.is(RowKind.SCORE) && !r.ok()), w -> true);
        folder.results().append(rows.failed(reason, seconds));
    }

    /** The scores are written last, so that a cell that has them is finished. */
    void write(CellRows rows, CellResult result) {
        forget(rows);
        if (ofRun(rows)) {
            result.weights().forEach(w -> folder.layers().append(weights(rows, w)));
        }
        for (CellResult.TestResult test : result.tests()) {
            List<PredictionLine> lines = TestPredictions.lines(test.folds());
            Path file = predictions(rows, test.split());
            moveAside(file, rows);
            new PredictionFile(file).write(lines);
            if (ofRun(rows) && rows.model().isFirst()) {
                clips.write(
                        rows.task().label(),
                        rows.task().corpus(),
                        rows.task().task().scorer(),
                        lines);
            }
        }
        rows.grid(result).forEach(folder.results()::append);
        rows.secondary(result).forEach(folder.results()::append);
        rows.scores(result).forEach(folder.results()::append);
    }

    private static List<LayerWeight> weights(CellRows rows, CellResult.LayerWeights w) {
        int first = Math.max(0, rows.task().entry().layer());
        return IntStream.range(0, w.weights().size())
                .mapToObj(i -> new LayerWeight(
                        rows.upstream().label(),
                        rows.task().label(),
                        w.fold(),
                        first + i,
                        w.weights().get(i),
                        rows.upstream().training().seed()))
                .toList();
    }

    /** Whether the seed of the head is that of the run, whose layer weights are kept; clips are those of the first model. */
    private boolean ofRun(CellRows rows) {
        return rows.seed() == rows.model().first();
    }

    private Path predictions(CellRows rows, String split) {
        return folder.files().predictions(rows.model(), rows.task().label(), split, rows.seed());
    }

    /** Removes what an earlier, unfinished attempt at a cell has left, once there is something to replace it. */
    private void forget(CellRows rows) {
        folder.keep(
                r -> !(rows.isOfCell(r)
                        && (!r.ok()
                                || r.protocol().taskVersion()
                                        == rows.task().task().card().version())),
                w -> !(ofRun(rows)
                        && rows.model().isOf(w)
                        && w.task().equals(rows.task().label())));
    }

    /** Renames predictions that scores of an older version of the task are based on. */
    private void moveAside(Path file, CellRows rows) {
        OptionalInt newest = folder.results().rows().stream()
                .filter(r -> rows.isOfCell(r) && r.is(RowKind.SCORE) && r.ok())
                .mapToInt(row -> row.protocol().taskVersion())
                .filter(version -> version != rows.task().task().card().version())
                .max();
        if (newest.isEmpty() || !Files.exists(file)) {
            return;
        }
        Path aside =
                file.resolveSibling(file.getFileName().toString().replaceAll("tsv$", "v" + newest.getAsInt() + ".tsv"));
        try {
            if (!Files.exists(aside)) {
                Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw UserError.unwritable(aside, e);
        }
    }
}
