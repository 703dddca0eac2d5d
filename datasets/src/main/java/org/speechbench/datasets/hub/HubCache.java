package org.speechbench.datasets.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;

/**
 * The cache that tools of the Hub share: {@code models--OWNER--NAME} with {@code refs/REVISION} (a commit),
 * {@code snapshots/COMMIT} (the files) and {@code blobs} (their contents, to which the files are links).
 *
 * @param folder the cache
 */
public record HubCache(Path folder) {
    /** The cache of this process, see {@link HubSettings}. */
    public static HubCache usual() {
        return new HubCache(HubSettings.usual().cache());
    }

    /**
     * The place that a path names: itself if it exists or cannot be the name of a model on the Hub, otherwise the folder
     * of that model in the cache.
     *
     * @throws UserError if there is no such file or folder, and the model is not in the cache either
     */
    public Path resolve(Path named) {
        Optional<HubName> name = HubName.of(named.toString().replace('\\', '/'));
        if (name.isEmpty() || Files.exists(named)) {
            return named;
        }
        return find(name.get())
                .orElseThrow(() -> new UserError(
                        "There is neither a folder or file " + named + " nor a model of that name in " + folder + ".",
                        "Correct the path, or get the model: speechbench checkpoint get " + name.get() + "."));
    }

    /** The folder of a model's files, if the cache has it. */
    public Optional<Path> find(HubName name) {
        Path repository = repository(name);
        Path ref = repository.resolve("refs").resolve(name.revision());
        String commit = name.isCommit() || !Files.isRegularFile(ref)
                ? name.revision()
                : TextLines.text(ref).strip();
        Path snapshot = snapshot(name, commit);
        return Files.isDirectory(snapshot) ? Optional.of(snapshot) : Optional.empty();
    }

    Path repository(HubName name) {
        return folder.resolve("models--" + name.repository().replace("/", "--"));
    }

    Path snapshot(HubName name, String commit) {
        return repository(name).resolve("snapshots").resolve(commit);
    }
}
