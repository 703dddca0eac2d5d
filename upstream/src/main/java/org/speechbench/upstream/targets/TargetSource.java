package org.speechbench.upstream.targets;

import org.speechbench.core.spi.Named;
import org.speechbench.engine.EngineContext;

/**
 * A kind of targets of pre-training, found by its name, the {@code kind} in {@code targets:} of an experiment, with
 * ServiceLoader. It is a record whose components are the other keys of {@code targets:}: a component {@code maxFrames}
 * is the key {@code max_frames}. The object that ServiceLoader makes has the defaults; an experiment's own values make
 * another one. Equal records give equal targets.
 */
public interface TargetSource extends Named {
    /**
     * Checks the values of an experiment.
     *
     * @throws org.speechbench.core.UserError if one is missing or out of range; file, line and label are added to it
     */
    default void validate() {}

    /** The form of the targets. */
    default Class<? extends TargetSpec> gives() {
        return TargetSpec.Classes.class;
    }

    /** A short description for display. */
    String text();

    /** The label of the pre-training or fine-tuning that must come first; empty for none. */
    default String dependsOn() {
        return "";
    }

    /** Whether {@link #dependsOn} must be a fine-tuning. */
    default boolean needsFinetuned() {
        return false;
    }

    /** The work behind the targets whose cost the experiment does not measure, in a few words; empty for none. */
    default String notCounted() {
        return "";
    }

    /**
     * Checks before a run whether everything is there, without an engine.
     *
     * @throws org.speechbench.core.UserError if a file, an upstream or its layer does not exist
     */
    default void check(TargetContext context) {}

    /**
     * Opens the targets, after the training that they depend on.
     *
     * @throws org.speechbench.core.UserError if a checkpoint cannot be opened or a label file does not fit
     */
    OpenTargets open(EngineContext engine, TargetContext context);
}
