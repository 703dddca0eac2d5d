package org.speechbench.datasets.corpus;

import java.util.List;
import org.speechbench.core.Progress;

/** Keeps what is noted. */
public record Notes(List<String> lines) implements Progress {
    @Override
    public Stage start(String name, long total) {
        return Progress.silent().start(name, total);
    }

    @Override
    public void note(String line) {
        lines.add(line);
    }
}
