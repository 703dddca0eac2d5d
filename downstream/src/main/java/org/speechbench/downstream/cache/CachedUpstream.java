package org.speechbench.downstream.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.Folders;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

/**
 * The cached states of one upstream in a folder of the feature cache.
 *
 * @param key name of its folder
 * @param about the upstream that was used
 * @param recordings number of recordings whose states are stored
 * @param bytes size of its files
 */
public record CachedUpstream(Path folder, String key, About about, int recordings, long bytes) {
    /**
     * The upstream that encoded the states.
     *
     * @param digest of the upstream
     * @param layers L
     * @param dim D
     */
    public record About(String provider, String digest, int layers, int dim, String precision, String engine) {
        private static final String FILE = "about.tsv";
        private static final About UNKNOWN = new About("unknown", "", 0, 0, "", "");
        private static final int FIELDS = 6;

        void write(Path folder) {
            Path file = folder.resolve(FILE);
            if (!Files.exists(file)) {
                String line = String.join(
                        "\t", provider, digest, Integer.toString(layers), Integer.toString(dim), precision, engine);
                AtomicFiles.write(file, line + "\n");
            }
        }

        static About read(Path folder) {
            try {
                Path file = folder.resolve(FILE);
                String[] f = Files.exists(file) ? Files.readString(file).strip().split("\t", -1) : new String[0];
                return f.length == FIELDS
                        ? new About(f[0], f[1], Integer.parseInt(f[2]), Integer.parseInt(f[3]), f[4], f[5])
                        : UNKNOWN;
            } catch (IOException | NumberFormatException e) {
                return UNKNOWN;
            }
        }
    }

    /**
     * The result of a check of every checksum.
     *
     * @param sound recordings whose states are intact
     * @param damaged recordings whose states are damaged; they are encoded again when they are needed
     */
    public record Verified(int sound, int damaged) {}

    /**
     * Everything in a cache, by key.
     *
     * @param features folder of the cache
     * @throws UserError if the folder does not exist
     */
    public static List<CachedUpstream> in(Path features) {
        return Folders.entries(features).stream()
                .filter(Files::isDirectory)
                .map(CachedUpstream::of)
                .toList();
    }

    private static CachedUpstream of(Path folder) {
        Set<String> recordings = new HashSet<>();
        shards(folder).forEach(shard -> entries(shard).forEach(entry -> recordings.add(entry.recording())));
        long bytes =
                Folders.entries(folder).stream().mapToLong(CachedUpstream::size).sum();
        return new CachedUpstream(
                folder, String.valueOf(folder.getFileName()), About.read(folder), recordings.size(), bytes);
    }

    /** Verifies every checksum. */
    public Verified verify(Progress progress) {
        Set<String> sound = new HashSet<>();
        Set<String> damaged = new HashSet<>();
        List<Shard> shards = shards(folder);
        int entries = shards.stream().mapToInt(shard -> entries(shard).size()).sum();
        try (Progress.Stage stage = progress.start("verify " + about.provider(), entries)) {
            for (Shard shard : shards) {
                for (Entry entry : entries(shard)) {
                    (intact(shard, entry) ? sound : damaged).add(entry.recording());
                    stage.advance(1, "");
                }
            }
        }
        damaged.removeAll(sound);
        return new Verified(sound.size(), damaged.size());
    }

    /**
     * Removes its files; states that are needed later are encoded again. It must not be called while a run uses them.
     */
    public void remove() {
        try {
            for (Path file : Folders.entries(folder)) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UserError(folder + " cannot be removed: " + e.getMessage() + ".", "Remove it by hand.", e);
        }
    }

    private static List<Shard> shards(Path folder) {
        return Folders.entries(folder).stream()
                .filter(f -> f.toString().endsWith(Shard.DATA))
                .map(Shard::of)
                .toList();
    }

    /** The entries of a shard; empty if it cannot be read. */
    private static List<Entry> entries(Shard shard) {
        try {
            return shard.entries();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean intact(Shard shard, Entry entry) {
        try {
            return shard.intact(entry);
        } catch (IOException e) {
            return false;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
