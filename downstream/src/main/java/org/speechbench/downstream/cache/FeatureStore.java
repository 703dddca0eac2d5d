package org.speechbench.downstream.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kept states of one upstream, by recording. Safe for use by several threads and beside other processes. */
final class FeatureStore {
    private static final long SHARD_BYTES = 1L << 30;

    private final Path folder;
    private final Budget budget;
    private final Map<String, Location> locations = new HashMap<>();
    private @Nullable Shard open;
    private long openBytes;

    /** Where an utterance's states are, and whether their checksum was compared already. */
    private record Location(Shard shard, Entry entry, boolean checked) {}

    FeatureStore(Path folder, Budget budget) {
        this.folder = folder;
        this.budget = budget;
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> shards = files.filter(f -> f.toString().endsWith(Shard.DATA))
                        .sorted()
                        .toList();
                shards.forEach(this::load);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the feature cache cannot use " + folder, e);
        }
    }

    private void load(Path file) {
        Shard shard = Shard.of(file);
        for (Entry entry : shard.entries()) {
            locations.put(entry.recording(), new Location(shard, entry, false));
        }
    }

    /** The states of a recording; null if they are not kept, or were damaged. */
    synchronized @Nullable LayerStates find(String recording) {
        Location at = locations.get(recording);
        if (at == null) {
            return null;
        }
        if (!at.checked()) {
            if (!at.shard().intact(at.entry())) {
                locations.remove(recording);
                return null;
            }
            locations.put(recording, new Location(at.shard(), at.entry(), true));
        }
        return at.shard().read(at.entry());
    }

    /** Keeps states if the budget allows. */
    synchronized void put(String recording, LayerStates states) {
        long bytes = LayerStates.bytes(states.layers(), states.frames(), states.dim());
        if (locations.containsKey(recording) || !budget.take(bytes + Entry.BYTES)) {
            return;
        }
        Shard shard = open;
        if (shard == null || openBytes + bytes > SHARD_BYTES) {
            shard = Shard.create(folder, UUID.randomUUID().toString());
            open = shard;
            openBytes = 0;
        }
        openBytes += bytes;
        locations.put(recording, new Location(shard, shard.append(recording, states), true));
    }
}
