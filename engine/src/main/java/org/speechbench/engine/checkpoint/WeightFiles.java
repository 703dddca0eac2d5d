package org.speechbench.engine.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.speechbench.core.Folders;
import org.speechbench.core.UserError;
import org.speechbench.datasets.hub.HubCache;

/** Finds the weights of a model folder: in one file, or in several with an index. */
public final class WeightFiles {
    private static final String PYTORCH = "pytorch_model.bin";
    private static final List<String> NAMES = List.of(
            CheckpointStore.WEIGHTS,
            CheckpointStore.WEIGHTS + ShardedWeights.INDEX,
            PYTORCH,
            PYTORCH + ShardedWeights.INDEX);

    /** The usual file extensions of PyTorch weights. */
    private static final List<String> ENDINGS = List.of(".pt", ".pth", ".bin", ".ckpt", ".safetensors");

    private WeightFiles() {}

    /**
     * Whether a file has one of the names that Hugging Face's library uses, so that a configuration next to it belongs
     * to it.
     */
    public static boolean isOfFolder(Path file) {
        return NAMES.contains(String.valueOf(file.getFileName()));
    }

    /**
     * The file to open: the given file, or the file in a folder with one of the names that Hugging Face's library uses. A
     * path that does not exist may be the name of a model in the cache of the Hub.
     *
     * @throws UserError if a folder has none of them, or the cache does not have the model
     */
    public static Path of(Path named) {
        Path place = HubCache.usual().resolve(named);
        if (!Files.isDirectory(place)) {
            return place;
        }
        return NAMES.stream()
                .map(place::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> none(place));
    }

    private static UserError none(Path folder) {
        List<Path> others = others(folder);
        return new UserError(
                folder + " has no weights: neither " + CheckpointStore.WEIGHTS + " nor " + PYTORCH
                        + ", in one file or with an index.",
                others.isEmpty()
                        ? "Put the weights there, or name a file of weights."
                        : "Name the file: " + others.get(0) + (others.size() > 1 ? ", or another one." : "."));
    }

    private static List<Path> others(Path folder) {
        return Folders.entries(folder).stream()
                .filter(Files::isRegularFile)
                .filter(f ->
                        ENDINGS.stream().anyMatch(f.getFileName().toString().toLowerCase(Locale.ROOT)::endsWith))
                .toList();
    }
}
