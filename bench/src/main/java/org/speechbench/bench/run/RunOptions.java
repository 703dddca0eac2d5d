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
 * @param cache the folder of the feature cache
 * @param cacheBytes the maximum size of the feature cache in bytes; 0 keeps nothing
 * @param upstreams the labels of the upstreams to probe; empty for all
 * @param tasks the labels of the tasks to probe on; empty for all
 * @param scope the parts of the experiment that are run
 * @param devices the devices; pre-training may use all of them, everything else uses the first
 * @param debug whether stack traces of failed cells are noted
 * @param commandLine the command line as given, for provenance
 */
public record RunOptions(
        Path out,
        boolean resume,
        boolean skipBad,
        Path cache,
        long cacheBytes,
        List<String> upstreams,
        List<String> tasks,
        Scope scope,
        Devices devices,
        boolean debug,
        List<String> commandLine) {
    /** The parts of an experiment that can be run. */
    public enum Scope {
        /** Pre-trainings, and the trainings that provide their targets. */
        PRETRAIN,
        /** Fine-tunings, and the trainings with which they begin. */
        FINETUNE,
        /** Everything: training, cells, throughput. */
        ALL
    }

    public RunOptions {
        upstreams = List.copyOf(upstreams);
        tasks = List.copyOf(tasks);
        commandLine = List.copyOf(commandLine);
    }
}
