package org.speechbench.bench.config;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Range;
import org.speechbench.core.RelativePath;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Splits;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.text.TextRules;

/**
 * A task on which upstreams are probed.
 *
 * @param task the name of a task
 * @param learningRates the grid of learning rates; empty for that of the preset
 * @param steps the number of steps of each training; 0 for that of the preset
 * @param sweep the seeds, and the conditions under which a training ends early
 * @param layer the only layer that the head uses, counted from 0; -1 for the weighted sum of all
 * @param normalize whether each layer is normalised before the weighted sum (off in SUPERB)
 * @param text how transcripts are written, and with which characters; null for the rules of the task
 */
public record TaskEntry(
        String task,
        @JsonUnwrapped Data data,
        Preset preset,
        List<Double> learningRates,
        int steps,
        SweepEntry sweep,
        int layer,
        boolean normalize,
        @Nullable TextRules text) {
    /**
     * The labelled recordings.
     *
     * @param manifest the path of the manifest below the data folder
     * @param label the column of the manifest that is read instead of the task's label column; empty for the latter
     * @param splits how the splits of the manifest are used
     * @param trials the file with the trials of a verification task, relative to the working folder; empty for trials
     *     that the task draws
     */
    public record Data(String manifest, String label, TaskFilter filter, @JsonUnwrapped Splits splits, String trials) {
        public Data {
            RelativePath.check("manifest", manifest);
        }
    }

    public TaskEntry {
        if (task.isEmpty()) {
            throw new UserError("it has no task.", "Add 'task:'; see 'speechbench list tasks'.");
        }
        learningRates = List.copyOf(learningRates);
        learningRates.forEach(rate -> Range.positive("learning_rates", rate));
        Range.atLeast("steps", steps, 0);
        Range.atLeast("layer", layer, -1);
    }

    /**
     * Whether results of another entry are comparable with those of this one: everything is equal except the number of
     * seeds.
     */
    public boolean sameButSeeds(TaskEntry other) {
        return oneSeed().equals(other.oneSeed());
    }

    private TaskEntry oneSeed() {
        SweepEntry one = new SweepEntry(1, sweep.patience(), sweep.halving());
        return new TaskEntry(task, data, preset, learningRates, steps, one, layer, normalize, text);
    }
}
