package org.speechbench.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.speechbench.bench.Services;
import org.speechbench.core.UserError;
import org.speechbench.upstream.PretrainableProvider;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.pretrain.Compute;
import org.speechbench.upstream.script.EngineContext;
import org.speechbench.upstream.script.Precision;

/** Model and batch of a benchmark of training steps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public abstract class TrainStepState {
    @Param("hubert")
    public String upstream = "";

    @Param("tiny")
    public String size = "";

    @Param("bf16")
    public String precision = "";

    /** Of each crop, in seconds. */
    @Param("4")
    public double seconds;

    /** Number of crops. */
    @Param("4")
    public int batch;

    /** Of the provider, as {@code a=b,c=d}. */
    @Param("")
    public String settings = "";

    /** How a step is computed, as {@link Compute#of} reads it. */
    @Param("optimised")
    public String compute = "";

    /** Of the targets. */
    @Param("100")
    public int classes;

    private @Nullable EngineContext engine;
    private @Nullable TrainingStep step;

    /** Opens the model and makes the batch. */
    @Setup
    public void open() {
        UpstreamProvider provider = Services.load().upstreams().get(upstream);
        if (!(provider instanceof PretrainableProvider trainable)) {
            throw new UserError("Upstream " + upstream + " cannot be pre-trained.", "Time its encode only.");
        }
        EngineContext context = EngineContext.cpu();
        engine = context;
        UpstreamOptions options =
                new UpstreamOptions(size, null, 1, Precision.of(precision), TimedRow.settings(settings));
        step = new TrainingStep(
                context,
                trainable,
                options,
                new TrainingStep.Way(Compute.of(compute), classes),
                SpeechCrops.of((int) Math.round(seconds * org.speechbench.core.audio.Waveform.SAMPLE_RATE), batch));
    }

    /** What takes the steps. */
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
        if (engine != null) {
            engine.close();
        }
    }
}
