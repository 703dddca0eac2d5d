package org.speechbench.upstream.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.Leftovers;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.checkpoint.TensorSource;
import org.speechbench.engine.checkpoint.WholeFolder;
import org.speechbench.engine.optim.AdamW;

/**
 * The complete state of a run at a step: a folder {@code step-N} with the parameters, the optimisers' means and a state
 * file that holds the digests of both. It is written atomically, and the last two are kept, so that a crash or a
 * damaged disk costs at most one interval.
 */
final class TrainingCheckpoint {
    private static final int KEPT = 2;
    private static final String OPTIMISER = "optimizer.safetensors";
    private static final String STATE = "state.json";
    /** Key of the SHA-256 of the other files, by name. */
    private static final String FILES = "files";

    private static final String MEAN = "mean.";
    private static final String SQUARE = "square.";

    private final Path folder;
    private final TrainerSnapshot state;

    private TrainingCheckpoint(Path folder, TrainerSnapshot state) {
        this.folder = folder;
        this.state = state;
    }

    TrainerSnapshot state() {
        return state;
    }

    /**
     * Writes a checkpoint and deletes all but the last two.
     *
     * @param optimisers of all parameters, in their order
     */
    static void save(Path checkpoints, TrainerSnapshot state, ParameterSet parameters, List<AdamW> optimisers) {
        Path folder = checkpoints.resolve(String.format(Locale.ROOT, "step-%09d", state.step()));
        try {
            Path aside = WholeFolder.aside(folder);
            Leftovers.remove(aside.resolveSibling(""));
            try {
                Path weights = aside.resolve(CheckpointStore.WEIGHTS);
                Path moments = aside.resolve(OPTIMISER);
                Safetensors.write(weights, CheckpointStore.sources("", parameters.byName()), Map.of());
                Safetensors.write(moments, moments(parameters, optimisers), Map.of());
                ObjectMapper mapper = new ObjectMapper();
                ObjectNode json = mapper.valueToTree(state);
                json.putObject(FILES)
                        .put(CheckpointStore.WEIGHTS, Digests.sha256(weights))
                        .put(OPTIMISER, Digests.sha256(moments));
                Files.write(aside.resolve(STATE), mapper.writeValueAsBytes(json));
                WholeFolder.move(aside, folder);
            } finally {
                WholeFolder.delete(aside);
            }
            List<Path> all = list(checkpoints, "step-");
            for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
                WholeFolder.delete(old);
            }
        } catch (IOException e) {
            throw UserError.unwritable(folder, e);
        }
    }

    private static Map<String, TensorSource> moments(ParameterSet parameters, List<AdamW> optimisers) {
        Map<String, NDArray> means = new LinkedHashMap<>();
        Map<String, NDArray> squares = new LinkedHashMap<>();
        Iterator<String> names = parameters.byName().keySet().iterator();
        for (AdamW optimiser : optimisers) {
            for (int i = 0; i < optimiser.means().size(); i++) {
                String name = names.next();
                means.put(name, optimiser.means().get(i));
                squares.put(name, optimiser.squares().get(i));
            }
        }
        Map<String, TensorSource> all = CheckpointStore.sources(MEAN, means);
        all.putAll(CheckpointStore.sources(SQUARE, squares));
        return all;
    }

    /**
     * The last complete checkpoint; incomplete ones are removed with a note, and so is what a killed run was writing.
     */
    static Optional<TrainingCheckpoint> latest(Path checkpoints, Progress progress) {
        try {
            for (Path unfinished : list(checkpoints, ".step-")) {
                WholeFolder.delete(unfinished);
            }
            for (Path folder : list(checkpoints, "step-")) {
                try {
                    return Optional.of(new TrainingCheckpoint(folder, verified(folder)));
                } catch (IOException e) {
                    progress.note("Warning: checkpoint " + folder.getFileName() + " is damaged (" + e.getMessage()
                            + ") and was removed; trying the one before it.");
                    WholeFolder.delete(folder);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw UserError.unreadable(checkpoints, e);
        }
    }

    /**
     * The kernels of the last checkpoint whose state can be read, before a run is resumed from it or from the one before it;
     * all checkpoints of a run have the same. Empty if there is no such checkpoint.
     */
    static Optional<Map<String, String>> kernels(Path checkpoints) {
        try {
            for (Path folder : list(checkpoints, "step-")) {
                try {
                    return Optional.of(TrainerSnapshot.kernels(state(folder)));
                } catch (IOException | RuntimeException e) {
                    // It is damaged. A run that is resumed removes it with a note.
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw UserError.unreadable(checkpoints, e);
        }
    }

    private static TrainerSnapshot verified(Path folder) throws IOException {
        ObjectNode state = state(folder);
        for (Map.Entry<String, JsonNode> e : state.remove(FILES).properties()) {
            Path file = folder.resolve(e.getKey());
            if (!Files.isRegularFile(file)
                    || !Digests.sha256(file).equals(e.getValue().asText())) {
                throw new IOException(e.getKey() + " has not the digest that was recorded");
            }
        }
        try {
            return TrainerSnapshot.of(state);
        } catch (RuntimeException e) {
            throw new IOException(STATE + " holds no state: " + e.getMessage(), e);
        }
    }

    private static ObjectNode state(Path folder) throws IOException {
        JsonNode json = new ObjectMapper().readTree(folder.resolve(STATE).toFile());
        if (json instanceof ObjectNode state && state.path(FILES).isObject()) {
            return state;
        }
        throw new IOException(STATE + " holds no state");
    }

    /** Folders whose names have this prefix, the last first. */
    private static List<Path> list(Path checkpoints, String beginning) throws IOException {
        if (!Files.isDirectory(checkpoints)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.filter(f -> f.getFileName().toString().startsWith(beginning))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /**
     * Writes the arrays of the checkpoint into the model and the optimisers.
     *
     * @param optimisers of all parameters, in their order
     */
    void restore(NDManager manager, ParameterSet parameters, List<AdamW> optimisers) {
        Map<String, TensorData> weights = tensors(CheckpointStore.WEIGHTS);
        Map<String, TensorData> moments = tensors(OPTIMISER);
        Iterator<Map.Entry<String, NDArray>> arrays =
                parameters.byName().entrySet().iterator();
        for (int o = 0; o < optimisers.size(); o++) {
            AdamW optimiser = optimisers.get(o);
            try (NDManager scratch = manager.newSubManager()) {
                List<NDArray> saved = new ArrayList<>();
                List<NDArray> means = new ArrayList<>();
                List<NDArray> squares = new ArrayList<>();
                for (int i = 0; i < optimiser.means().size(); i++) {
                    Map.Entry<String, NDArray> parameter = arrays.next();
                    Shape shape = parameter.getValue().getShape();
                    saved.add(array(scratch, weights, parameter.getKey(), shape));
                    means.add(array(scratch, moments, MEAN + parameter.getKey(), shape));
                    squares.add(array(scratch, moments, SQUARE + parameter.getKey(), shape));
                }
                optimiser.restore(saved, means, squares, state.optimisers().get(o));
            }
        }
    }

    /** @throws UserError that lists the differences from the identity of a run, if there are any */
    void requireIdentity(Map<String, String> wanted) {
        TreeSet<String> names = new TreeSet<>(state.identity().keySet());
        names.addAll(wanted.keySet());
        TreeMap<String, String> differences = new TreeMap<>();
        for (String name : names) {
            String was = state.identity().getOrDefault(name, "unset");
            String is = wanted.getOrDefault(name, "unset");
            if (!was.equals(is)) {
                differences.put(name, was + " there, " + is + " now");
            }
        }
        if (!differences.isEmpty()) {
            throw new UserError(
                    "The checkpoint at step " + state.step() + " is of another run: " + differences + ".",
                    "Resume with the configuration and data it was written with, or train into another folder.");
        }
    }

    private Map<String, TensorData> tensors(String file) {
        return Safetensors.read(folder.resolve(file)).tensors();
    }

    private static NDArray array(NDManager manager, Map<String, TensorData> tensors, String name, Shape shape) {
        TensorData data = tensors.get(name);
        if (data == null) {
            throw new UserError(
                    "The training checkpoint has no values of '" + name + "'.",
                    "Remove its folder; the training then goes on from the one before it.");
        }
        return manager.create(data.floats(), shape);
    }
}
