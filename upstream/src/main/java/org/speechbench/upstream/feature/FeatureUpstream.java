package org.speechbench.upstream.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.feature.FbankOptions;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.engine.feature.KaldiFeatures;
import org.speechbench.upstream.FrameTimes;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.feature.FeatureRecipe.Normalization;

/** Acoustic features as an upstream: one hidden state, no parameters. */
final class FeatureUpstream implements Upstream {
    private final EngineContext engine;
    private final UpstreamCard card;
    private final FeatureRecipe recipe;
    private final KaldiFeatures features;

    FeatureUpstream(EngineContext engine, UpstreamCard card, FeatureRecipe recipe) {
        if (card.hiddenSize() != recipe.dimensions()) {
            throw new IllegalArgumentException(
                    "a card of " + card.hiddenSize() + " dimensions for " + recipe.dimensions());
        }
        this.engine = engine;
        this.card = card;
        this.recipe = recipe;
        this.features = new KaldiFeatures(engine);
    }

    @Override
    public UpstreamCard card() {
        return card;
    }

    @Override
    public String digest() {
        return recipe.digest();
    }

    @Override
    public int atMostFrames(int samples) {
        return FrameGeometry.KALDI.frames(samples);
    }

    @Override
    public HiddenStates encode(WaveformBatch batch) {
        int[] frames = frames(batch);
        NDManager owner = engine.manager().newSubManager();
        try (NDManager scratch = engine.manager().newSubManager()) {
            NDArray waves = scratch.create(batch.padded(), new Shape(batch.size(), batch.longest()));
            NDArray statics =
                    switch (recipe.statics()) {
                        case FBANK -> features.fbank(scratch, waves, FbankOptions.SUPERB);
                        case MFCC -> features.mfcc(scratch, waves);
                    };
            NDArray x = recipe.deltas() ? features.withDeltas(scratch, statics, frames) : statics;
            NDArray state = normalized(scratch, x, frames);
            state.attach(owner);
            return HiddenStates.of(owner, List.of(state), frames, FrameTimes.of(FrameGeometry.KALDI));
        } catch (RuntimeException | Error e) {
            owner.close();
            throw e;
        }
    }

    @Override
    public void close() {
        features.close();
    }

    private NDArray normalized(NDManager scratch, NDArray x, int[] frames) {
        InputNormalization s = recipe.statistics();
        if (s != null) {
            return x.sub(scratch.create(s.means())).div(scratch.create(s.deviations()));
        }
        return recipe.normalization() == Normalization.UTTERANCE ? features.cmvn(scratch, x, frames) : x;
    }

    private int[] frames(WaveformBatch batch) {
        int[] frames = new int[batch.size()];
        for (int b = 0; b < frames.length; b++) {
            int samples = batch.waveforms().get(b).length();
            frames[b] = atMostFrames(samples);
            if (frames[b] == 0) {
                int needed = FrameGeometry.KALDI.inputsFor(1);
                throw new UserError(
                        String.format(
                                Locale.ROOT,
                                "Utterance %d of the batch has %d samples; a frame of %s needs %d.",
                                b + 1,
                                samples,
                                card.name(),
                                needed),
                        "Leave out utterances shorter than 25 ms.");
            }
        }
        return frames;
    }
}
