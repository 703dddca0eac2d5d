package org.speechbench.datasets.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.speechbench.core.Folders;
import org.speechbench.core.TextLine;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;

/**
 * The cache that tools of the Hub share: {@code models--OWNER--NAME} with {@code refs/REVISION} (a commit),
 * {@code snapshots/COMMIT} (the files) and {@code blobs} (their contents, to which the files are links).
 *
 * @param folder the cache
 */
public record HubCache(Path folder) {
    private static final Pattern WEIGHTS = Pattern.compile(".*\\.(safetensors|bin|pt|pth|ckpt|onnx)");

    /** The cache of this process, see {@link HubSettings}. */
    public static HubCache usual() {
        return new HubCache(HubSettings.usual().cache());
    }

    /**
     * The place that a path names: the folder of a model in the cache if the path does not exist and has the form of the
     * name of a model that the cache has; otherwise the path itself, which may be one that is yet to be written.
     *
     * @throws UserError if the cache has the model without its weights
     */
    public Path locate(Path named) {
        return name(named).flatMap(this::weights).orElse(named);
    }

    /**
     * The same, for a path that has to exist.
     *
     * @throws UserError if it does not, and has the form of the name of a model that the cache does not have
     */
    public Path resolve(Path named) {
        Path place = locate(named);
        Optional<HubName> name = name(place);
        if (name.isPresent()) {
            throw new UserError(
                    "There is neither a folder or file " + named + " nor a model of that name in " + folder + ".",
                    "Correct the path, or get the model: speechbench checkpoint get " + name.get() + ".");
        }
        return place;
    }

    /** The name of a model that a path may be, since it does not exist. */
    private static Optional<HubName> name(Path named) {
        return Files.exists(named)
                ? Optional.empty()
                : HubName.of(named.toString().replace('\\', '/'));
    }

    /**
     * The folder of a model's files, if the cache has it.
     *
     * @throws UserError if the cache does not say which commit the revision is
     */
    public Optional<Path> find(HubName name) {
        Path snapshot = snapshot(name, commit(name));
        return Files.isDirectory(snapshot) ? Optional.of(snapshot) : Optional.empty();
    }

    /** A commit is the name of a folder, and a file that anybody may write must not lead elsewhere. */
    private String commit(HubName name) {
        Path ref = repository(name).resolve("refs").resolve(name.revision());
        if (name.isCommit() || !Files.isRegularFile(ref)) {
            return name.revision();
        }
        String commit = TextLines.text(ref).strip();
        if (!HubName.isCommit(commit)) {
            throw new UserError(
                    ref + " holds " + TextLine.quoted(commit) + ", wanted a commit of 40 hexadecimal digits.",
                    "Remove it, and get the model again: speechbench checkpoint get " + name + ".");
        }
        return commit;
    }

    private Optional<Path> weights(HubName name) {
        Optional<Path> snapshot = find(name);
        snapshot.filter(folder -> !hasWeights(folder)).ifPresent(folder -> {
            throw new UserError(
                    "The cache has " + name + " without its weights: " + folder + " has "
                            + Folders.entries(folder).stream()
                                    .map(file -> String.valueOf(file.getFileName()))
                                    .toList()
                            + ".",
                    "Get them: speechbench checkpoint get " + name + ".");
        });
        return snapshot;
    }

    /** Whether a folder has a file of weights; a link to a content that was removed is none. */
    static boolean hasWeights(Path snapshot) {
        return Folders.entries(snapshot).stream()
                .anyMatch(file ->
                        WEIGHTS.matcher(String.valueOf(file.getFileName())).matches() && Files.isRegularFile(file));
    }

    Path repository(HubName name) {
        return folder.resolve("models--" + name.repository().replace("/", "--"));
    }

    Path snapshot(HubName name, String commit) {
        return repository(name).resolve("snapshots").resolve(commit);
    }
}
