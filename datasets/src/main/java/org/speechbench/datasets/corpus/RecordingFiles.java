package org.speechbench.datasets.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.UserError;

/** Files behind utterances, symbolic links resolved: a recording that has two paths is still one. */
public final class RecordingFiles {
    private final Map<Path, Path> folders = new HashMap<>();
    private final Map<Key, Utterance> seen = new HashMap<>();

    private record Key(Path file, long start) {}

    /**
     * Adds an utterance whose recording exists.
     *
     * @return another one that was noted before and is the same recording, or the same part of it
     * @throws UserError if the file cannot be looked at
     */
    public Optional<Utterance> add(Utterance utterance) {
        return Optional.ofNullable(seen.putIfAbsent(new Key(real(utterance.audio()), utterance.start()), utterance));
    }

    /** Most files are in few folders, which are resolved once. */
    private Path real(Path file) {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        Path name = whole.getFileName();
        try {
            if (folder == null || name == null || Files.isSymbolicLink(whole)) {
                return whole.toRealPath();
            }
            Path known = folders.get(folder);
            if (known == null) {
                known = folder.toRealPath();
                folders.put(folder, known);
            }
            return known.resolve(name);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }
}
