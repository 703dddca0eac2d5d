package org.speechbench.bench.jmh;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.speechbench.downstream.train.CtcObjective;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;

/**
 * Seconds of the CTC loss of one batch at the upstream's frame rate and of its gradient with respect to the logits, in
 * fp32.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CtcBenchmark extends SpeechState {
    private static final long SEED = 20_240_104;
    private static final double SYMBOLS_A_SECOND = 14;
    private static final String GRADIENT =
            """
            def gradient(self, y: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor) -> Tensor:
                p = self.leaves([y], 0)
                loss = self.batch_loss(self.row_losses(p[0], frames, targets, target_lengths), frames)
                return self.differentiated(loss, p)[0].abs().sum()
            """;

    /** Number of classes, including the blank. */
    @Param("32")
    public int classes;

    private @Nullable Script script;
    private Arguments arguments = Arguments.of();

    /** Draws logits (B, T, classes) and targets. */
    @Setup
    public void open() {
        NDManager manager = engine().manager();
        SplittableRandom random = new SplittableRandom(SEED);
        script = Script.load(
                engine(),
                new ScriptSource(Precision.FP32)
                        .add(new CtcObjective().fragments(List.of(classes)))
                        .add(Fragment.text("gradient", GRADIENT), Fragment.GRADIENTS));
        int frames = frames();
        int symbols = (int) Math.max(1, Math.min(frames / 2.0, seconds * SYMBOLS_A_SECOND));
        float[] logits = Noise.of(batch * frames * classes, random);
        long[] targets = random.longs((long) batch * symbols, 1, classes).toArray();
        arguments = Arguments.of(
                manager.create(logits, new Shape(batch, frames, classes)),
                lengths(manager, frames),
                manager.create(targets, new Shape(batch, symbols)),
                lengths(manager, symbols));
    }

    private NDArray lengths(NDManager manager, int each) {
        long[] lengths = new long[batch];
        Arrays.fill(lengths, each);
        return manager.create(lengths, new Shape(batch));
    }

    /** The sum of the gradient; reading it back ensures that all of it has been computed. */
    @Benchmark
    public float gradient() {
        if (script == null) {
            throw new IllegalStateException("not opened");
        }
        try (NDManager scope = engine().manager().newSubManager()) {
            return script.callOne(scope, "gradient", arguments).toFloatArray()[0];
        }
    }

    /** Closes the engine. */
    @TearDown
    public void close() {
        if (script != null) {
            script.close();
        }
        closeEngine();
    }
}
