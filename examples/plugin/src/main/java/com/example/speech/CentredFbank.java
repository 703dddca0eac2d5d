package com.example.speech;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.feature.KaldiFeatures;
import org.speechbench.upstream.FrameTimes;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.WaveformBatch;

/** One hidden state, computed on the device. */
final class CentredFbank implements Upstream {
    private static final int VERSION = 1;

    private final EngineContext engine;
    private final UpstreamCard card;
    private final KaldiFeatures features;

    CentredFbank(EngineContext engine, UpstreamCard card) {
        this.engine = engine;
        this.card = card;
        this.features = new KaldiFeatures(engine);
    }

    @Override
    public UpstreamCard card() {
        return card;
    }

    @Override
    public String digest() {
        return Digests.sha256(card.name() + "|" + VERSION);
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
            NDArray logMel = features.fbank(scratch, waves, CentredFbankProvider.LOG_MEL);
            NDArray state = features.centre(owner, logMel, frames);
            return HiddenStates.of(owner, List.of(state), frames, FrameTimes.of(FrameGeometry.KALDI));
        } catch (RuntimeException | Error e) {
            owner.close();
            throw e;
        }
    }

    private int[] frames(WaveformBatch batch) {
        int[] frames = new int[batch.size()];
        for (int b = 0; b < frames.length; b++) {
            int samples = batch.waveforms().get(b).length();
            frames[b] = atMostFrames(samples);
            if (frames[b] == 0) {
                throw new UserError(
                        "An utterance has " + samples + " samples; a frame needs " + FrameGeometry.KALDI.inputsFor(1)
                                + ".",
                        "Leave out recordings shorter than 25 ms.");
            }
        }
        return frames;
    }

    @Override
    public void close() {
        features.close();
    }
}
