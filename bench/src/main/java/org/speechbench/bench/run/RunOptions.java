package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.List;
import org.speechbench.engine.device.Devices;

/**
 * The options of running an experiment that are not in its file.
 *
 * @param out the folder of the run
 * @param resume whether finished work in the folder is kept; otherwise it must not contain a run
 * @param skipBad whether recordings that cannot be read are left out and counted
 * @param devices the devices; training may use all of them, everything else uses the first
 * @param debug whether stack traces of failed stages are noted
 * @param commandLine the command line as given, for provenance
 */
public record RunOptions(
        Path out,
        boolean resume,
        boolean skipBad,
        Cache cache,
        Selection selection,
        Devices devices,
        boolean debug,
        List<String> commandLine) {
    /**
     * The files that several runs may share.
     *
     * @param folder the folder of hidden states and prepared audio
     * @param bytes the maximum size of the hidden states; 0 keeps none
     */
    public record Cache(Path folder, long bytes) {}

    /**
     * The parts of the experiment that are run.
     *
     * @param upstreams the labels of the upstreams to probe; empty for all
     * @param tasks the labels of the tasks to probe on; empty for all
     */
    public record Selection(Scope scope, List<String> upstreams, List<String> tasks) {
        public Selection {
            upstreams = List.copyOf(upstreams);
            tasks = List.copyOf(tasks);
        }

        /** All upstreams on all tasks. */
        public static Selection of(Scope scope) {
            return new Selection(scope, List.of(), List.of());
        }

        /** Whether no upstream or task is left out. */
        boolean isWhole() {
            return upstreams.isEmpty() && tasks.isEmpty();
        }
    }

    /** The kinds of work that can be run. */
    public enum Scope {
        /** Pre-trainings, and the trainings that provide their targets. */
        PRETRAIN,
        /** Students, and the trainings that they learn from. */
        DISTILL,
        /** Fine-tunings, and the trainings with which they begin. */
        FINETUNE,
        /** Everything: training, cells, throughput. */
        ALL
    }

    public RunOptions {
        commandLine = List.copyOf(commandLine);
    }
}
