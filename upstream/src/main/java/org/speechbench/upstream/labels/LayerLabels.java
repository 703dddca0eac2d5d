package org.speechbench.upstream.labels;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.kmeans.Codebook;
import org.speechbench.engine.kmeans.FrameMatrix;
import org.speechbench.engine.kmeans.KMeans;
import org.speechbench.engine.kmeans.KMeansOptions;
import org.speechbench.upstream.CheckedUpstream;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.targets.LabelSource;

/**
 * Labels of HuBERT's second iteration (arXiv 2106.07447, section IV.B): clusters of the hidden states of one layer of
 * an upstream, at its own frame rate. Utterances are encoded one at a time; the upstream is open only while labels are
 * made.
 */
public final class LayerLabels implements LabelSource {
    /** Part of the key: raise it when the same settings give other labels. */
    private static final int VERSION = 2;

    private final EngineContext engine;
    private final UpstreamProvider provider;
    private final UpstreamSpec options;
    private final int layer;
    private final KMeansOptions clustering;
    private final long maxFrames;
    private final int stride;
    private final String digest;
    private final boolean usesLabels;

    private LayerLabels(
            EngineContext engine,
            UpstreamProvider provider,
            UpstreamSpec options,
            int layer,
            KMeansOptions clustering,
            long maxFrames,
            Upstream upstream) {
        this.engine = engine;
        this.provider = provider;
        this.options = options;
        this.layer = layer;
        this.clustering = clustering;
        this.maxFrames = maxFrames;
        this.stride = upstream.card().frameStride();
        this.digest = upstream.digest();
        this.usesLabels = upstream.usesLabels() || LabelProvenance.of(options.checkpointPath());
    }

    /**
     * Creates labels from a layer of an upstream.
     *
     * @param options of the upstream; its checkpoint may be null for random weights
     * @param layer 0 for the input of the first Transformer layer, L for the output of layer L
     * @param maxFrames clustered at most, which bounds the memory (4 bytes times the hidden size each); of a larger
     *     corpus some utterances are drawn
     * @throws UserError if the upstream cannot be opened or does not have the layer
     */
    public static LayerLabels of(
            EngineContext engine,
            UpstreamProvider provider,
            UpstreamSpec options,
            int layer,
            KMeansOptions clustering,
            long maxFrames) {
        if (clustering.k() > Short.MAX_VALUE) {
            throw new IllegalArgumentException(clustering.k() + " classes, at most " + Short.MAX_VALUE);
        }
        try (Upstream upstream = CheckedUpstream.open(provider, engine, options)) {
            requireLayer(upstream.card(), layer);
            return new LayerLabels(engine, provider, options, layer, clustering, maxFrames, upstream);
        }
    }

    /** @throws UserError if the upstream does not have the layer */
    public static void requireLayer(UpstreamCard card, int layer) {
        card.requireLayer(layer, "Cluster one of these; HuBERT's second iteration takes the one in the middle.");
    }

    @Override
    public int classes() {
        return clustering.k();
    }

    @Override
    public int stride() {
        return stride;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> s = new TreeMap<>(clustering.settings());
        s.put("labels", "layer-" + VERSION);
        s.put("provider", options.provider());
        s.put("size", options.size());
        s.put("upstream", digest);
        s.put("layer", Integer.toString(layer));
        s.put("stride", Integer.toString(stride));
        s.put("max_frames", Long.toString(maxFrames));
        return s;
    }

    /**
     * Whether labels were used to pre-train the upstream. This is not part of the settings, since the labels are the
     * same.
     */
    @Override
    public boolean usesLabels() {
        return usesLabels;
    }

    /** @throws UserError if there are fewer frames than clusters, or a recording is too short for one frame */
    @Override
    public Labeler fit(List<Utterance> train, WaveformReader reader, Progress progress) {
        List<Utterance> drawn = new FrameBudget(maxFrames, stride, clustering.seed()).draw(train, reader);
        Upstream upstream = CheckedUpstream.open(provider, engine, options);
        KMeans kmeans = new KMeans(engine);
        Encoder encoder = new Encoder(upstream, layer);
        try {
            FrameMatrix frames = new FrameMatrix(upstream.card().hiddenSize());
            Map<Utterance, float[]> encoded = new LinkedHashMap<>();
            try (Progress.Stage stage = progress.start("encode for clusters", drawn.size())) {
                for (Utterance u : drawn) {
                    float[] states = encoder.states(u, reader.read(u));
                    frames.add(states);
                    encoded.put(u, states);
                    stage.advance(1, "");
                }
            }
            return Clusters.of(encoder, kmeans, kmeans.fit(frames, clustering, progress), encoded);
        } catch (RuntimeException | Error e) {
            kmeans.close();
            upstream.close();
            throw e;
        }
    }

    /** The states of one layer, utterance by utterance. */
    private record Encoder(Upstream upstream, int layer) {
        /** Shape (T, D), row-major. */
        float[] states(Utterance utterance, Waveform waveform) {
            if (upstream.atMostFrames(waveform.length()) == 0) {
                throw new UserError(
                        "Utterance " + utterance.id() + " has " + waveform.length() + " samples, too few for a label.",
                        "Leave it out of the manifest.");
            }
            try (HiddenStates states = upstream.encode(WaveformBatch.of(utterance.id(), waveform))) {
                NDArray all = states.layers().get(layer);
                int values =
                        states.frames(layer, 0) * Math.toIntExact(all.getShape().get(2));
                float[] frames = all.toFloatArray();
                return frames.length == values ? frames : java.util.Arrays.copyOf(frames, values);
            }
        }
    }

    /**
     * Assigns cluster numbers as labels.
     *
     * @param known labels of utterances that were already encoded for clustering: encoding is the main cost of labels
     */
    private record Clusters(Encoder encoder, KMeans kmeans, Codebook codebook, Map<Utterance, short[]> known)
            implements Labeler {
        static Clusters of(Encoder encoder, KMeans kmeans, Codebook codebook, Map<Utterance, float[]> encoded) {
            Map<Utterance, short[]> known = new HashMap<>();
            encoded.forEach((utterance, states) -> known.put(utterance, nearest(kmeans, codebook, states)));
            return new Clusters(encoder, kmeans, codebook, known);
        }

        private static short[] nearest(KMeans kmeans, Codebook codebook, float[] states) {
            return Labels.narrow(kmeans.assign(codebook, FrameMatrix.of(states, codebook.dim())));
        }

        @Override
        public short[] label(Utterance utterance, Waveform waveform) {
            short[] labels = known.get(utterance);
            return labels != null ? labels.clone() : nearest(kmeans, codebook, encoder.states(utterance, waveform));
        }

        @Override
        public void close() {
            kmeans.close();
            encoder.upstream().close();
        }
    }
}
