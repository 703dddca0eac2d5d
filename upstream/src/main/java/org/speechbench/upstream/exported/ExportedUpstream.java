package org.speechbench.upstream.exported;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.FrameTimes;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.WaveformBatch;

/** Calls an exported model: with the whole batch if that changes nothing, otherwise with one utterance at a time. */
final class ExportedUpstream implements Upstream {
    private final EngineContext engine;
    private final ExportedModel model;
    private final Measured measured;
    private final UpstreamCard card;
    private final String digest;

    ExportedUpstream(EngineContext engine, ExportedModel model, Measured measured, UpstreamCard card) {
        this.engine = engine;
        this.model = model;
        this.measured = measured;
        this.card = card;
        this.digest = model.digest();
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
    public int atMostFrames(int samples) {
        return samples < measured.shortest() ? 0 : samples / measured.stride() + 2;
    }

    @Override
    public HiddenStates encode(WaveformBatch batch) {
        for (Waveform waveform : batch.waveforms()) {
            if (atMostFrames(waveform.length()) == 0) {
                throw new UserError(
                        "An utterance has " + waveform.length() + " samples; " + model.file() + " needs "
                                + measured.shortest() + " for a frame.",
                        "Leave it out.");
            }
        }
        NDManager owner = engine.manager().newSubManager();
        try (NDManager scratch = engine.manager().newSubManager()) {
            ExportedStates result = measured.together() || batch.size() == 1
                    ? model.call(scratch, batch.padded(), lengths(batch))
                    : oneByOne(scratch, batch);
            check(batch, result);
            result.layers().forEach(layer -> layer.attach(owner));
            double rate = Waveform.SAMPLE_RATE;
            FrameTimes times = new FrameTimes.Regular(measured.centre() / rate, measured.stride() / rate);
            return HiddenStates.of(owner, result.layers(), result.lengths(), times);
        } catch (RuntimeException | Error e) {
            owner.close();
            throw e;
        }
    }

    private static long[] lengths(WaveformBatch batch) {
        return batch.waveforms().stream().mapToLong(Waveform::length).toArray();
    }

    private ExportedStates oneByOne(NDManager scratch, WaveformBatch batch) {
        List<ExportedStates> alone = batch.waveforms().stream()
                .map(wave -> model.call(scratch, wave.samples(), wave.length()))
                .toList();
        int[] lengths = alone.stream().mapToInt(result -> result.lengths()[0]).toArray();
        int longest = Arrays.stream(lengths).max().orElseThrow();
        List<NDArray> layers = new ArrayList<>();
        for (int layer = 0; layer < measured.layers(); layer++) {
            NDList rows = new NDList();
            for (int row = 0; row < lengths.length; row++) {
                NDArray states = alone.get(row).layers().get(layer).get(new NDIndex(":, 0:{}", lengths[row]));
                int missing = longest - lengths[row];
                rows.add(
                        missing == 0 ? states : states.concat(scratch.zeros(new Shape(1, missing, measured.dim())), 1));
            }
            layers.add(NDArrays.concat(rows, 0));
        }
        return new ExportedStates(layers, lengths);
    }

    private void check(WaveformBatch batch, ExportedStates result) {
        if (result.layers().size() != measured.layers() || result.dim() != measured.dim()) {
            throw new UserError(
                    model.file() + " returned " + result.layers().size() + " layers of size " + result.dim() + ", and "
                            + measured.layers() + " of " + measured.dim() + " before.",
                    "Export one whose layers depend on the wave only in their numbers of frames.");
        }
        for (int row = 0; row < batch.size(); row++) {
            int samples = batch.waveforms().get(row).length();
            int frames = result.lengths()[row];
            if (frames < 1 || frames > atMostFrames(samples)) {
                throw new UserError(
                        model.file() + " returned " + frames + " frames of " + samples + " samples; with one every "
                                + measured.stride() + ", there are 1 to " + atMostFrames(samples) + ".",
                        "Export it so that frames follow at equal intervals.");
            }
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
