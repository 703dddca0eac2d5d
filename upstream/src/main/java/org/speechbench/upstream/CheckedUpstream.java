package org.speechbench.upstream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.Plugins;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;

/**
 * Checks the output of an upstream against its own card: it must return as many layers as the card states, each of
 * shape (B, T, D) with the card's D, and no more frames than {@link #atMostFrames} counts. The values of a plug-in must
 * also be finite. A violation is an error that names the class and, for a plug-in, the jar.
 */
public final class CheckedUpstream implements Upstream {
    private final Upstream upstream;
    private final UpstreamCard card;
    private final boolean foreign;

    private CheckedUpstream(Upstream upstream) {
        this.upstream = upstream;
        this.card = upstream.card();
        this.foreign = Plugins.isForeign(upstream);
        if (card.layers() < 1 || card.hiddenSize() < 1 || card.frameStride() < 1) {
            throw wrong("has the card " + card);
        }
    }

    /**
     * @throws UserError as {@link UpstreamProvider#describe}, and if the provider does not have the size or a setting
     */
    public static UpstreamCard describe(UpstreamProvider provider, UpstreamSpec spec) {
        checkSpec(provider, spec);
        return provider.describe(spec);
    }

    /**
     * @throws UserError as {@link #describe}, if its card has no layers, dimensions or frames, and if its digest is not
     *     the one that the spec requires
     */
    public static Upstream open(UpstreamProvider provider, EngineContext engine, UpstreamSpec spec) {
        checkSpec(provider, spec);
        Upstream opened = provider.open(engine, spec);
        try {
            if (!spec.digest().isEmpty() && !spec.digest().equals(opened.digest())) {
                throw new UserError(
                        "The weights or settings of " + provider.name()
                                + " are not those that are meant: their digest is " + opened.digest() + ", wanted "
                                + spec.digest() + ".",
                        "Put the checkpoint back, or leave the digest out.");
            }
            return new CheckedUpstream(opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** The sizes of a checkpoint are left to the provider, which knows which ones exist. */
    private static void checkSpec(UpstreamProvider provider, UpstreamSpec spec) {
        List<String> sizes = provider.sizes();
        String name = provider.name();
        if (provider.needsCheckpoint() && spec.isRandom()) {
            throw new UserError(
                    "Upstream " + name + " has no random initialisation: it is what its checkpoint holds.",
                    "Name a file or folder as its checkpoint.");
        }
        if (sizes.isEmpty() && !spec.size().isEmpty()) {
            throw new UserError("Upstream " + name + " has no size '" + spec.size() + "'.", "Leave the size out.");
        }
        if (!sizes.isEmpty() && spec.isRandom() && !sizes.contains(spec.size())) {
            throw spec.size().isEmpty()
                    ? new UserError(
                            name + " comes in several sizes, and none is given.",
                            "Give one of " + String.join(", ", sizes) + ", or a checkpoint.")
                    : NearNames.unknown(name + " has no size '" + spec.size() + "'.", spec.size(), sizes);
        }
        provider.settings().read(spec);
    }

    @Override
    public HiddenStates encode(WaveformBatch batch) {
        HiddenStates states = upstream.encode(batch);
        try {
            check(batch, states);
            return states;
        } catch (RuntimeException e) {
            states.close();
            throw e;
        }
    }

    private void check(WaveformBatch batch, HiddenStates states) {
        if (states.layers().size() != card.layers()) {
            throw wrong("returned " + states.layers().size() + " layers, and its card has " + card.layers());
        }
        for (int layer = 0; layer < card.layers(); layer++) {
            NDArray array = states.layers().get(layer);
            int[] lengths = states.frames().get(layer).lengths();
            Shape shape = array.getShape();
            if (shape.dimension() != 3
                    || shape.get(0) != batch.size()
                    || shape.get(2) != card.hiddenSize()
                    || array.getDataType() != DataType.FLOAT32) {
                throw wrong("returned layer " + layer + " of shape " + shape + " and type " + array.getDataType()
                        + ", wanted (" + batch.size() + ", frames, " + card.hiddenSize() + ") of fp32");
            }
            if (lengths.length != batch.size() || !Arrays.stream(lengths).allMatch(n -> n >= 1 && n <= shape.get(1))) {
                throw wrong("returned layer " + layer + " of shape " + shape + " and says that "
                        + Arrays.toString(lengths) + " of its frames are valid");
            }
            if (foreign) {
                requireFinite(layer, array, lengths);
            }
        }
        for (int row = 0; row < batch.size(); row++) {
            requireFrames(batch.waveforms().get(row), row, states);
        }
    }

    private void requireFrames(Waveform waveform, int row, HiddenStates states) {
        int most = upstream.atMostFrames(waveform.length());
        for (int layer = 0; layer < states.frames().size(); layer++) {
            int frames = states.frames(layer, row);
            if (frames > most) {
                throw wrong("returned " + frames + " frames of " + waveform.length() + " samples in layer " + layer
                        + " and counts at most " + most);
            }
            FrameTimes times = states.frames().get(layer).times();
            double first = times.seconds(row, 0);
            double last = times.seconds(row, frames - 1);
            if (!(first <= last && last <= waveform.seconds() + card.frameStride() / 16_000.0)) {
                throw wrong("returned layer " + layer + " with frames from " + first + " to " + last + " s of "
                        + waveform.seconds() + " s");
            }
        }
    }

    /** A sum is finite only if all of its terms are, and it is far cheaper to read back than all values. */
    private void requireFinite(int layer, NDArray array, int[] lengths) {
        try (NDManager scratch = array.getManager().newSubManager()) {
            for (int row = 0; row < lengths.length; row++) {
                NDArray valid = array.get(new NDIndex("{}, 0:{}", row, lengths[row]));
                valid.attach(scratch);
                NDArray sum = valid.sum();
                sum.attach(scratch);
                if (!Float.isFinite(sum.getFloat())) {
                    throw wrong("returned layer " + layer + " with values that are no finite numbers");
                }
            }
        }
    }

    private UserError wrong(String what) {
        return new UserError(
                "Upstream " + card.name() + " (" + Plugins.origin(upstream) + ") " + what + ".",
                foreign ? "Ask the author of the plug-in." : "Report it with the command line.");
    }

    @Override
    public UpstreamCard card() {
        return card;
    }

    @Override
    public String digest() {
        return upstream.digest();
    }

    @Override
    public Map<String, String> kernels() {
        return upstream.kernels();
    }

    @Override
    public boolean readsIds() {
        return upstream.readsIds();
    }

    @Override
    public boolean usesLabels() {
        return upstream.usesLabels();
    }

    @Override
    public int atMostFrames(int samples) {
        return upstream.atMostFrames(samples);
    }

    @Override
    public void close() {
        upstream.close();
    }
}
