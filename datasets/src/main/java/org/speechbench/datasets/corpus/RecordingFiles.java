package org.speechbench.datasets.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.UserError;

/** The files of utterances, with symbolic links resolved, so that a recording with two paths is recognised as one. */
public final class RecordingFiles {
    private final Map<Path, Path> folders = new HashMap<>();
    private final Map<Key, Utterance> seen = new HashMap<>();

    private record Key(Path file, long start) {}

    /**
     * Adds an utterance whose recording exists.
     *
     * @return an utterance that was added before and is the same recording, or the same part of it
     * @throws UserError if the file cannot be accessed
     */
    public Optional<Utterance> add(Utterance utterance) {
        return Optional.ofNullable(seen.putIfAbsent(new Key(real(utterance.audio()), utterance.start()), utterance));
    }

    /** Most files are in a few folders, each of which is resolved only once. */
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
