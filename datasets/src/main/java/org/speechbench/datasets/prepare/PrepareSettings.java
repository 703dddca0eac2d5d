package org.speechbench.datasets.prepare;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a corpus is prepared.
 *
 * @param skipBad whether recordings that cannot be read are left out
 * @param lexicons files of pronunciations; phones come from the first that has a word; empty for no phones
 * @param phones symbols that a pronunciation may contain
 * @param out folder for the manifest, with links to the recordings; null for the data folder itself
 */
public record PrepareSettings(boolean skipBad, List<Path> lexicons, Set<String> phones, @Nullable Path out) {
    public PrepareSettings {
        lexicons = List.copyOf(lexicons);
        phones = Set.copyOf(phones);
    }
}
