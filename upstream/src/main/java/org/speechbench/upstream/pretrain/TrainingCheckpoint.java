package org.speechbench.upstream.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
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
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.checkpoint.TensorSource;
import org.speechbench.engine.checkpoint.WholeFolder;
import org.speechbench.engine.optim.AdamW;

/**
 * A run frozen at a step: a folder {@code step-N} with parameters, the optimisers' means and a state that holds the
 * digests of both. It appears as a whole, and the last two are kept, so that a crash or a damaged disk costs one
 * interval.
 *
 * @param <S> what the run remembers besides its arrays
 */
public final class TrainingCheckpoint<S extends TrainingCheckpoint.State<S>> {
    private static final int KEPT = 2;
    private static final String OPTIMISER = "optimizer.safetensors";
    private static final String STATE = "state.json";
    private static final String MEAN = "mean.";
    private static final String SQUARE = "square.";

    private final Path folder;
    private final S state;

    /**
     * What a run remembers besides its arrays, kept as JSON.
     *
     * @param <S> the type itself
     */
    public interface State<S> {
        /** Steps done. */
        long step();

        /** Updates of each optimiser. */
        List<AdamW.Counts> counts();

        /** What the weights depend on, by name: a run of another identity must not continue from here. */
        Map<String, String> identity();

        /** SHA-256 of the files beside it, by name. */
        Map<String, String> files();

        /** The same with digests of files. */
        S withFiles(Map<String, String> digests);
    }

    private TrainingCheckpoint(Path folder, S state) {
        this.folder = folder;
        this.state = state;
    }

    public S state() {
        return state;
    }

    /**
     * Writes a checkpoint and deletes all but the last two; {@code files} of the state is filled in.
     *
     * @param optimisers of all parameters, in their order
     */
    public static <S extends State<S>> void save(
            Path checkpoints, S state, ParameterSet parameters, List<AdamW> optimisers) {
        Path folder = checkpoints.resolve(String.format(Locale.ROOT, "step-%09d", state.step()));
        try {
            Path aside = WholeFolder.aside(folder);
            Leftovers.remove(aside.resolveSibling(""));
            try {
                Path weights = aside.resolve(CheckpointStore.WEIGHTS);
                Path moments = aside.resolve(OPTIMISER);
                Safetensors.write(weights, CheckpointStore.sources("", parameters.byName()), Map.of());
                Safetensors.write(moments, moments(parameters, optimisers), Map.of());
                S whole = state.withFiles(
                        Map.of(CheckpointStore.WEIGHTS, Digests.sha256(weights), OPTIMISER, Digests.sha256(moments)));
                byte[] json = new ObjectMapper()
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .writeValueAsBytes(whole);
                Files.write(aside.resolve(STATE), json);
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
     * The last checkpoint that is whole; one that is not is removed with a note, and so is what a killed run was writing.
     */
    public static <S extends State<S>> Optional<TrainingCheckpoint<S>> latest(
            Path checkpoints, Class<S> type, Progress progress) {
        try {
            for (Path unfinished : list(checkpoints, ".step-")) {
                WholeFolder.delete(unfinished);
            }
            for (Path folder : list(checkpoints, "step-")) {
                try {
                    return Optional.of(new TrainingCheckpoint<>(folder, verified(folder, type)));
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

    private static <S extends State<S>> S verified(Path folder, Class<S> type) throws IOException {
        S state = new ObjectMapper().readValue(folder.resolve(STATE).toFile(), type);
        if (state == null) {
            throw new IOException(STATE + " holds nothing");
        }
        for (Map.Entry<String, String> e : state.files().entrySet()) {
            Path file = folder.resolve(e.getKey());
            if (!Files.isRegularFile(file) || !Digests.sha256(file).equals(e.getValue())) {
                throw new IOException(e.getKey() + " has not the digest that was recorded");
            }
        }
        return state;
    }

    /** Folders whose names begin so, the last first. */
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
     * Writes the arrays of the checkpoint into model and optimisers.
     *
     * @param optimisers of all parameters, in their order
     */
    public void restore(NDManager manager, ParameterSet parameters, List<AdamW> optimisers) {
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
                optimiser.restore(saved, means, squares, state.counts().get(o));
            }
        }
    }

    /** @throws UserError that lists what differs from the identity of a run, if anything does */
    public void requireIdentity(Map<String, String> wanted) {
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
