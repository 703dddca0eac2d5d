package org.speechbench.datasets.prepare;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a corpus is prepared.
 *
 * @param skipBad whether recordings that cannot be read are left out
 * @param lexicons pronunciations that phones are looked up in, the first that has a word; none for no phones
 * @param phones symbols that a pronunciation may have
 * @param out folder that the manifest is written to, with links to the recordings; null for the data folder itself
 */
public record PrepareSettings(boolean skipBad, List<Path> lexicons, Set<String> phones, @Nullable Path out) {
    public PrepareSettings {
        lexicons = List.copyOf(lexicons);
        phones = Set.copyOf(phones);
    }
}
