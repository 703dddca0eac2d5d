package org.speechbench.cli;

import java.util.List;
import org.speechbench.upstream.CheckpointCard;

/** What a checkpoint tells about itself, as lines. */
final class CheckpointFacts {
    private CheckpointFacts() {}

    static List<String> of(CheckpointCard card) {
        return card.facts().entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .toList();
    }
}
