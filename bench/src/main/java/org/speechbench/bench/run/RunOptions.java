package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.List;
import org.speechbench.engine.device.Devices;

/**
 * How an experiment is run, apart from what its file says.
 *
 * @param out folder of the run
 * @param resume whether what is finished in it is kept; otherwise it must not hold a run
 * @param skipBad whether recordings that cannot be read are left out and counted
 * @param cache folder of the feature cache
 * @param cacheBytes that it may take; 0 keeps nothing
 * @param upstreams labels to probe; empty for all
 * @param tasks labels to probe on; empty for all
 * @param scope what of the experiment is run
 * @param devices where to compute; pre-training may use all of them, everything else the first
 * @param debug whether stack traces of failed cells are noted
 * @param commandLine as given, for provenance
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
    /** Parts of an experiment. */
    public enum Scope {
        /** Pre-trainings, and what their targets come from. */
        PRETRAIN,
        /** Fine-tunings, and what they begin with. */
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
