package org.speechbench.upstream.states;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;

/**
 * SHA-256 of the files in a folder. They are kept in the folder, in {@code .digests.tsv}, together with the size and
 * time of each file, so that a file is read again only after it has changed. In a folder that cannot be written to, all
 * files are read every time.
 */
final class FileDigests {
    private static final String FILE = ".digests.tsv";

    private final Path folder;
    private final Map<String, String> known = new HashMap<>();
    private final Map<String, String> used = new TreeMap<>();

    private FileDigests(Path folder) {
        this.folder = folder;
    }

    static FileDigests of(Path folder) {
        FileDigests digests = new FileDigests(folder);
        try {
            Path file = folder.resolve(FILE);
            if (Files.exists(file)) {
                // Decoding is not strict: a damaged line becomes one that describes no file.
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(digests::add);
            }
        } catch (IOException e) {
            digests.known.clear();
        }
        return digests;
    }

    private void add(String line) {
        int end = line.indexOf('\t');
        if (end > 0 && line.substring(0, end).matches("[0-9a-f]{64}")) {
            known.put(line.substring(end + 1), line.substring(0, end));
        }
    }

    /**
     * The digest of a file.
     *
     * @param name relative to the folder
     * @throws UserError if it cannot be read
     */
    String of(String name) {
        Path file = folder.resolve(name);
        try {
            BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
            String state = a.size() + "\t" + a.lastModifiedTime() + "\t" + name;
            String digest = known.get(state);
            digest = digest == null ? Digests.sha256(file) : digest;
            used.put(state, digest);
            return digest;
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /** Keeps the digests that were asked for. */
    void keep() {
        if (known.equals(used)) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        used.forEach((state, digest) ->
                lines.append(digest).append('\t').append(state).append('\n'));
        try {
            AtomicFiles.write(folder.resolve(FILE), lines.toString());
        } catch (UserError e) {
            known.clear();
        }
    }
}
