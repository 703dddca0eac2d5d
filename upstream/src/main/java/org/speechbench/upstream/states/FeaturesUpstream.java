package org.speechbench.upstream.states;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.FrameTimes;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.HiddenStates.LayerFrames;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.states.FrameStride.Lengths;

/** Reads the states of an utterance by its id; its samples only tell how many frames there can be. */
final class FeaturesUpstream implements Upstream {
    private final EngineContext engine;
    private final UpstreamCard card;
    private final StatesByUtterance folder;
    private final String digest;

    FeaturesUpstream(EngineContext engine, UpstreamCard card, StatesByUtterance folder, String digest) {
        this.engine = engine;
        this.card = card;
        this.folder = folder;
        this.digest = digest;
    }

    @Override
    public UpstreamCard card() {
        return card;
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public boolean readsIds() {
        return true;
    }

    @Override
    public int atMostFrames(int samples) {
        return samples < card.frameStride() ? 0 : samples / card.frameStride() + 1;
    }

    @Override
    public HiddenStates encode(WaveformBatch batch) {
        if (batch.ids().isEmpty()) {
            throw new UserError(
                    "Upstream features has the states of whole utterances by their ids, and none are given here.",
                    "Probe tasks with it, or use an upstream that computes states from samples.");
        }
        List<StatesFile> files = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            files.add(file(batch.ids().get(row), batch.waveforms().get(row)));
        }
        List<List<float[]>> states = files.stream().map(StatesFile::read).toList();
        NDManager owner = engine.manager().newSubManager();
        try {
            List<NDArray> layers = new ArrayList<>();
            List<LayerFrames> frames = new ArrayList<>();
            for (int layer = 0; layer < card.layers(); layer++) {
                int at = layer;
                int[] lengths =
                        files.stream().mapToInt(file -> file.frames().get(at)).toArray();
                layers.add(
                        padded(owner, states.stream().map(rows -> rows.get(at)).toList(), lengths));
                frames.add(new LayerFrames(lengths, times()));
            }
            return new HiddenStates(owner, layers, frames);
        } catch (RuntimeException | Error e) {
            owner.close();
            throw e;
        }
    }

    private NDArray padded(NDManager owner, List<float[]> rows, int[] lengths) {
        int longest = Arrays.stream(lengths).max().orElseThrow();
        int dim = card.hiddenSize();
        float[] values = new float[rows.size() * longest * dim];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, values, row * longest * dim, lengths[row] * dim);
        }
        return owner.create(values, new Shape(rows.size(), longest, dim));
    }

    /** Frames are in the middle of the samples from one to the next. */
    private FrameTimes times() {
        double step = card.frameStride() / (double) Waveform.SAMPLE_RATE;
        return new FrameTimes.Regular(step / 2, step);
    }

    private StatesFile file(String id, Waveform waveform) {
        if (atMostFrames(waveform.length()) == 0) {
            throw new UserError(
                    "Utterance " + id + " has " + waveform.length() + " samples; a frame of features has "
                            + card.frameStride() + ".",
                    "Leave it out.");
        }
        Path file = folder.find(id);
        if (file == null) {
            throw new UserError(
                    "Utterance " + id + " has no hidden states in " + folder.folder() + ".",
                    "Compute them, or leave the utterance out.");
        }
        StatesFile states = StatesFile.open(file);
        if (states.dim() != card.hiddenSize() || states.frames().size() != card.layers()) {
            throw new UserError(
                    file + " has " + states.frames().size() + " layers of size " + states.dim() + ", wanted "
                            + card.layers() + " of " + card.hiddenSize() + " as in other files.",
                    "Compute all files with the same model.");
        }
        for (int frames : states.frames()) {
            if (!FrameStride.fits(new Lengths(waveform.length(), frames), card.frameStride())) {
                throw new UserError(
                        file + " has " + frames + " frames, and the " + waveform.length() + " samples of " + id
                                + " would have " + waveform.length() / card.frameStride() + ".",
                        "Compute it from the same recording, or correct frame_stride.");
            }
        }
        return states;
    }

    @Override
    public void close() {}
}
