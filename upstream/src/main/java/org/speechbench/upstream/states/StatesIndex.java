package org.speechbench.upstream.states;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;
import org.speechbench.upstream.EncodeBatches;
import org.speechbench.upstream.Upstream;

/**
 * The contents of a folder of hidden states: {@code index.json}.
 *
 * @param schema 1
 * @param of the source of the states
 * @param utterances the utterances in the order of their encoding
 */
public record StatesIndex(int schema, Source of, List<Entry> utterances) {
    private static final String FILE = "index.json";
    private static final int SCHEMA = 1;
    private static final String BATCH_SECONDS = "batch_seconds";
    private static final String KERNELS = "kernels";
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /**
     * Everything that determines the values: equal sources and equal samples give equal files.
     *
     * @param encoding the upstream that computed the states
     * @param format {@code npy} or {@code safetensors}
     * @param layers the numbers of the hidden states, ascending
     */
    public record Source(
            @JsonUnwrapped Encoding encoding,
            String format,
            List<Integer> layers,
            int hiddenSize,
            double framesPerSecond) {
        public Source {
            layers = List.copyOf(layers);
        }
    }

    /**
     * An upstream and the software and device that run it.
     *
     * @param upstream the name of the provider
     * @param size the size; empty for a provider without sizes
     * @param digest the digest of weights and settings
     * @param precision the precision of matrix products; the states are fp32
     * @param engine the name and version of the engine
     * @param device {@code cpu} or {@code gpu}
     * @param batchSeconds the seconds of {@link EncodeBatches}; 0, also where an index does not say it, for one by one
     * @param kernels the kernels that were chosen by measurement, see {@link Upstream#kernels}; none, also where an index does not
     *     say it, on a CPU
     */
    public record Encoding(
            String upstream,
            String size,
            String digest,
            String precision,
            String engine,
            String device,
            double batchSeconds,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> kernels) {
        public Encoding {
            kernels = Map.copyOf(kernels);
        }

        /** An encoding for which no kernel was chosen by measurement. */
        public Encoding(
                String upstream,
                String size,
                String digest,
                String precision,
                String engine,
                String device,
                double batchSeconds) {
            this(upstream, size, digest, precision, engine, device, batchSeconds, Map.of());
        }
    }

    /**
     * One utterance.
     *
     * @param file the name of the file in the folder
     * @param bytes the size of that file in bytes
     * @param recording the size and time of the recording when it was read, which serve to detect a different one with
     *     the same id, and the program that decoded it if it is compressed
     */
    public record Entry(String id, String file, int frames, double seconds, long bytes, String recording) {}

    public StatesIndex {
        utterances = List.copyOf(utterances);
    }

    /** An index of the current schema. */
    public static StatesIndex current(Source of, List<Entry> utterances) {
        return new StatesIndex(SCHEMA, of, utterances);
    }

    /** The path of the index of a folder. */
    public static Path in(Path folder) {
        return folder.resolve(FILE);
    }

    /**
     * The index of a folder.
     *
     * @param cure what to do if there is one that cannot be read
     * @return null if the folder has none
     * @throws UserError if there is one that cannot be read
     */
    public static @Nullable StatesIndex read(Path folder, String cure) {
        Path file = in(folder);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            if (!(JSON.readTree(Files.readString(file)) instanceof ObjectNode tree)) {
                throw new UserError(file + " is no index of hidden states (wanted a JSON object).", cure);
            }
            if (tree.get("of") instanceof ObjectNode source && !source.has(BATCH_SECONDS)) {
                source.put(BATCH_SECONDS, 0);
            }
            if (tree.get("of") instanceof ObjectNode source && !source.has(KERNELS)) {
                source.putObject(KERNELS);
            }
            StatesIndex index = JSON.treeToValue(tree, StatesIndex.class);
            if (index.schema() != SCHEMA) {
                throw new UserError(file + " has schema " + index.schema() + "; wanted " + SCHEMA + ".", cure);
            }
            return index;
        } catch (JsonProcessingException e) {
            throw new UserError(file + " is no index of hidden states (" + e.getOriginalMessage() + ").", cure, e);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /** @throws UserError if it cannot be written */
    public void write(Path folder) {
        try {
            AtomicFiles.write(in(folder), JSON.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an index can always be written", e);
        }
    }
}
