package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.RunDirectory;

/**
 * A part of an experiment that is run, resumed, estimated and fails as a whole. A kind of stage is one class;
 * {@link Plan} makes the stages from the experiment, and everything else walks the list of them.
 */
interface Stage {
    /** What is done, for messages, for example {@code pre-training of hubert}. */
    String title();

    /** The name under which other stages find the model that it trains; empty if it trains none. */
    default String name() {
        return "";
    }

    /** The names of the stages whose models it needs. */
    List<String> needs();

    /** Whether everything that it measures has been measured. */
    boolean isFinished(CompletedWork done);

    /** Whether it is finished and stages that depend on it can begin. */
    default boolean isUsable(CompletedWork done) {
        return isFinished(done);
    }

    /** The folder of the model that it trains; null if it trains none. */
    default @Nullable Path model(RunDirectory files) {
        return null;
    }

    /** What would be done, with what is finished and the time that is left. */
    List<? extends RunPlan.Work> describe(CompletedWork done, TimeEstimates estimates);

    /** The space that it needs. */
    RunPlan.Space space();

    /**
     * Does what is not finished and writes its rows. A model that it trains is then in its folder.
     *
     * @throws Stopped if the process was asked to end; what is finished is on disk
     */
    void run(StageContext context);

    /** Writes a row with the reason for everything that is not finished. */
    void fail(StageContext context, String reason);
}
