package org.speechbench.upstream.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.KernelChoices;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSet;

/** Chooses the layout of positional convolutions by the time that the convolution alone takes, on frames of typical numbers. */
record PositionalTrial(EngineContext engine, Pass pass) implements PositionalLayout.Choice {
    /** 15 s in frames of 20 ms. */
    static final int FRAMES = 750;

    /** The passes through the convolution that count. */
    enum Pass {
        /** Forward and backward, with the weight norm. */
        TRAINED(8),
        /** Forward, of one utterance, with weights that were normalised before. */
        ENCODED(1);

        private final int batch;

        Pass(int batch) {
            this.batch = batch;
        }

        private String method() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public PositionalLayout of(ConvolutionalPositions positions, Precision precision) {
        Precision own = positions.precision(precision);
        String subject = String.join(
                "/",
                engine.device().getDeviceType(),
                "positions",
                positions.size() + "x" + positions.kernel(),
                positions.groups() + "_groups",
                own.id(),
                pass.method());
        List<KernelChoices.Candidate> candidates = Arrays.stream(PositionalLayout.values())
                .map(layout -> new KernelChoices.Candidate(layout.id(), () -> new Timed(positions, layout, own)))
                .toList();
        String chosen = engine.choices().choose(subject, candidates);
        return Arrays.stream(PositionalLayout.values())
                .filter(layout -> layout.id().equals(chosen))
                .findFirst()
                .orElseThrow();
    }

    /** The methods {@code trained(x, w)} and {@code encoded(x, w)}, and those of the convolution. */
    static ScriptSource source(ConvolutionalPositions positions, PositionalLayout layout, Precision precision) {
        return new ScriptSource(precision)
                .add(positions.fragments(precision, layout))
                .add(Fragment.GRADIENTS, Fragment.of(PositionalTrial.class, "positional_trial.py"));
    }

    /** The script of a layout, with weights and frames. */
    final class Timed implements KernelChoices.Prepared {
        private final NDManager manager;
        private final Script script;
        private final NDArray frames;
        private final List<NDArray> weights;

        Timed(ConvolutionalPositions positions, PositionalLayout layout, Precision precision) {
            this.manager = engine.manager().newSubManager();
            this.script = Script.load(engine, source(positions, layout, precision));
            this.frames = manager.ones(new Shape(pass.batch, FRAMES, positions.size()));
            List<NDArray> drawn = ParameterSet.random(manager, positions.parameters(""), new SplittableRandom(1))
                    .list();
            this.weights = pass == Pass.TRAINED ? drawn : prepared(drawn);
        }

        private NDList prepared(List<NDArray> drawn) {
            return script.call(manager, "prepared_positions", Arguments.of().add(drawn));
        }

        @Override
        public NDArray call(NDManager results) {
            return script.callOne(results, pass.method(), Arguments.of(frames).add(weights));
        }

        @Override
        public void close() {
            script.close();
            manager.close();
        }
    }
}
