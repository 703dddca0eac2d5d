package org.speechbench.downstream.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;

/** The cached states of one upstream, by recording. Safe for use by several threads and processes. */
final class FeatureStore {
    private static final long SHARD_BYTES = 1L << 30;

    private final Path folder;
    private final Budget budget;
    private final Consumer<String> note;
    private final Map<String, Location> locations = new HashMap<>();
    private @Nullable Shard open;
    private long openBytes;
    private boolean full;

    /** The place of an utterance's states, and whether their checksum has already been verified. */
    private record Location(Shard shard, Entry entry, boolean checked) {}

    /**
     * @param note gets a line if a file cannot be read or written
     * @throws UserError if the folder cannot be created or listed
     */
    FeatureStore(Path folder, Budget budget, Consumer<String> note) {
        this.folder = folder;
        this.budget = budget;
        this.note = note;
        List<Path> shards;
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                shards = files.filter(f -> f.toString().endsWith(Shard.DATA))
                        .sorted()
                        .toList();
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UserError("The feature cache cannot use " + folder + " (" + e + ").", "Remove it.", e);
        }
        shards.forEach(this::load);
    }

    private void load(Path file) {
        Shard shard = Shard.of(file);
        try {
            for (Entry entry : shard.entries()) {
                locations.put(entry.recording(), new Location(shard, entry, false));
            }
        } catch (IOException | OutOfMemoryError e) {
            note.accept(file + " cannot be read (" + e + "); its states are computed anew.");
        }
    }

    /** The states of a recording; null if they are not stored, were damaged or cannot be read. */
    synchronized @Nullable LayerStates find(String recording) {
        Location at = locations.get(recording);
        if (at == null) {
            return null;
        }
        try {
            if (at.checked() || at.shard().intact(at.entry())) {
                locations.put(recording, new Location(at.shard(), at.entry(), true));
                return at.shard().read(at.entry());
            }
        } catch (IOException e) {
            note.accept(e.getMessage() + ": the states of a recording are computed anew.");
        }
        locations.remove(recording);
        return null;
    }

    /** Whether the states of a recording are stored. */
    synchronized boolean has(String recording) {
        return locations.containsKey(recording);
    }

    /** Stores states if the budget and the disk allow it. */
    synchronized void put(String recording, LayerStates states) {
        long bytes = LayerStates.bytes(states.layers(), states.frames(), states.dim());
        if (full || locations.containsKey(recording) || !budget.take(bytes + Entry.BYTES)) {
            return;
        }
        Shard shard = open;
        if (shard == null || openBytes + bytes > SHARD_BYTES) {
            shard = Shard.create(folder, UUID.randomUUID().toString());
            open = shard;
            openBytes = 0;
        }
        openBytes += bytes;
        try {
            locations.put(recording, new Location(shard, shard.append(recording, states), true));
        } catch (IOException e) {
            full = true;
            note.accept("The feature cache cannot write to " + folder + " (" + UserError.reason(e)
                    + "); further states are computed whenever they are needed.");
        }
    }
}
