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
     * The place that a path names: the folder of a model in the cache if the path does not exist and has the form of the
     * name of a model that the cache has; otherwise the path itself, which may be one that is yet to be written.
     */
    public Path locate(Path named) {
        return name(named).flatMap(this::find).orElse(named);
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
