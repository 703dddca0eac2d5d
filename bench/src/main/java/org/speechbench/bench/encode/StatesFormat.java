package org.speechbench.bench.encode;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.NpyFile;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;

/** The file formats for one utterance's hidden states, in fp32. */
public enum StatesFormat {
    /** One array, (L, T, D). */
    NPY {
        @Override
        void write(Path file, States states) {
            if (states.frames().stream().distinct().count() > 1) {
                throw new UserError(
                        "The layers have different numbers of frames, " + states.frames() + ".",
                        "Use --format safetensors, or one layer.");
            }
            NpyFile.write(file, states.values(), states.layers().size(), states.lastFrames(), states.dim());
        }
    },
    /** A tensor {@code hidden_states.L} for every layer L, (T, D). */
    SAFETENSORS {
        @Override
        void write(Path file, States states) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            for (int i = 0; i < states.layers().size(); i++) {
                tensors.put(
                        "hidden_states." + states.layers().get(i),
                        TensorData.of(states.values().get(i), states.frames().get(i), states.dim()));
            }
            Safetensors.write(file, tensors, Map.of());
        }
    };

    /** The name in lower case, which is also the file extension. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return id();
    }

    /** Writes or replaces a file atomically. */
    abstract void write(Path file, States states);
}
