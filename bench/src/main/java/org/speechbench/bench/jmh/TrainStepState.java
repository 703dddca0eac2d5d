package org.speechbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.Pretraining;

/** Model and batch of a benchmark of training steps. */
@OutputTimeUnit(TimeUnit.SECONDS)
public abstract class TrainStepState extends SpeechState {
    /** Settings of the provider, as {@link Settings} writes them. */
    @Param("")
    public String settings = "";

    /** The kernels of a step, in the form that {@link KernelSet#of} reads. */
    @Param("optimised")
    public String compute = "";

    /** Number of classes of the targets. */
    @Param("100")
    public int classes;

    /** Steps of one call. */
    @Param("1")
    public int steps;

    private @Nullable TrainingStep step;

    /** Opens the model and makes the batch. */
    @Setup
    public void open() {
        Pretraining trainable = upstreams().require(upstream, Pretraining.class, "be pre-trained");
        TrainingStep.Way way = new TrainingStep.Way(KernelSet.of(compute), classes);
        step = new TrainingStep(engine(), trainable, spec(Settings.of(settings).values()), way, crops());
    }

    /** The training step. */
    TrainingStep step() {
        if (step == null) {
            throw new IllegalStateException("not opened");
        }
        return step;
    }

    /** Closes the model. */
    @TearDown
    public void close() {
        if (step != null) {
            step.close();
        }
        closeEngine();
    }
}
