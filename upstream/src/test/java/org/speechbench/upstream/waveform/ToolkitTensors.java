package org.speechbench.upstream.waveform;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.portable.NameMap;

/**
 * The tensors of a network under the names of a toolkit.
 *
 * @param prefix of all names
 */
record ToolkitTensors(WaveformNetwork network, NameMap names, String prefix, boolean newWeightNorm) {
    private static final List<String> STACKED = List.of("q_proj", "k_proj", "v_proj");

    /** The toolkits that have the model: torchaudio has no data2vec and no DistilHuBERT, and another WavLM. */
    static List<NameMap> of(WaveformNetwork network) {
        boolean distances = network.blocks().countsDistances();
        boolean plain = network.blocks().equals(new PlainBlocks());
        return Stream.of(NameMap.FAIRSEQ, NameMap.TORCHAUDIO_WAVLM, NameMap.TORCHAUDIO, NameMap.HUGGING_FACE)
                .filter(names -> !names.equals(NameMap.TORCHAUDIO) || plain)
                .filter(names -> !names.equals(NameMap.TORCHAUDIO_WAVLM) || distances)
                .toList();
    }

    /** Random values of every parameter, by the names of this suite. */
    static Map<String, TensorData> random(WaveformNetwork network) {
        Map<String, TensorData> drawn = new TreeMap<>();
        Random random = new Random(3);
        ModelFolder.parameters(network, 0).forEach(spec -> {
            float[] values = new float[spec.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian() * 0.2f;
            }
            drawn.put(spec.name(), TensorData.of(values, spec.shape()));
        });
        return drawn;
    }

    /** The tensors of a file, given those of this suite. */
    Map<String, TensorData> data(Map<String, TensorData> ours) {
        Map<String, TensorData> theirs = new LinkedHashMap<>();
        ours(ours.keySet()).forEach((name, parts) -> {
            TensorData first = Objects.requireNonNull(ours.get(parts.get(0)));
            int size = first.floats().length;
            float[] values = new float[parts.size() * size];
            for (int i = 0; i < parts.size(); i++) {
                System.arraycopy(Objects.requireNonNull(ours.get(parts.get(i))).floats(), 0, values, i * size, size);
            }
            theirs.put(name, TensorData.of(values, stacked(first.shape(), parts.size())));
        });
        return theirs;
    }

    /** The shapes of a file. */
    Map<String, TensorInfo> infos() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        ModelFolder.parameters(network, 0).forEach(spec -> shapes.put(spec.name(), spec.shape()));
        Map<String, TensorInfo> theirs = new LinkedHashMap<>();
        ours(shapes.keySet())
                .forEach((name, parts) -> theirs.put(
                        name,
                        new TensorInfo(
                                "F32", stacked(Objects.requireNonNull(shapes.get(parts.get(0))), parts.size()))));
        return theirs;
    }

    private static long[] stacked(long[] shape, int parts) {
        long[] whole = shape.clone();
        if (parts > 1) {
            whole[0] *= parts;
        }
        return whole;
    }

    /** The names of this suite by those of the file: several for a tensor that has queries, keys and values. */
    private Map<String, List<String>> ours(Collection<String> all) {
        Map<String, List<String>> ours = new LinkedHashMap<>();
        for (String name : all) {
            String theirs = theirs(name);
            if (names.equals(NameMap.TORCHAUDIO_WAVLM) && theirs.contains(".attention.attention.q_proj.")) {
                ours.put(
                        prefix + theirs.replace("q_proj.", "in_proj_"),
                        STACKED.stream()
                                .map(part -> name.replace("q_proj", part))
                                .toList());
            } else if (!names.equals(NameMap.TORCHAUDIO_WAVLM) || !theirs.matches(".*\\.attention\\.[kv]_proj\\..*")) {
                ours.put(prefix + theirs, List.of(name));
            }
        }
        return ours;
    }

    private String theirs(String name) {
        String theirs = names.theirs(name, newWeightNorm);
        // fairseq has a group norm directly, and a layer norm between two transpositions.
        return network.convolutions().layerNorm() ? theirs : theirs.replace("conv_layers.0.2.1.", "conv_layers.0.2.");
    }
}
