package org.speechbench.bench.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.bench.config.FinetuneEntry;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.core.Digests;
import org.speechbench.core.spi.Plugins;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.training.FlatSettings;

/**
 * A digest of everything that determines the weights of a training, except for the seed: trainings of one recipe differ
 * only in what is drawn at random. Labels and paths of the experiment are not part of it where the contents behind them
 * are.
 *
 * @param spec the network before the training; its seed does not matter
 * @param corpus what is trained on, with the limit of the experiment applied
 * @param source the recipe of the training that it is based on; empty for none
 */
record TrainingRecipe(UpstreamSpec spec, Corpus corpus, String source) {
    /** The number of hexadecimal digits that are kept of a SHA-256. */
    private static final int DIGITS = 16;

    private static final String SOURCE = "from";

    /** @param contents the digests of the files that the targets and first weights are read from, and the recipe of the latter */
    String of(PretrainEntry entry, Map<String, String> contents) {
        Map<String, String> targets = FlatSettings.of((Record) Plugins.unguarded(entry.targets()));
        targets.remove(SOURCE);
        targets.put("kind", entry.targets().name());
        targets.putAll(contents);
        Map<String, String> parts = new TreeMap<>(entry.training().recipe());
        parts.put("train", entry.data().text());
        parts.put("objective", entry.objective());
        parts.put("targets", new TreeMap<>(targets).toString());
        PretrainEntry.Distilled distilled = entry.distilled();
        if (distilled != null) {
            parts.put("distilled", distilled.learning() + " " + distilled.init().unnamed());
        }
        return digest(parts);
    }

    /** @param symbols the classes in order, which only an experiment with rules for transcripts chooses */
    String of(FinetuneEntry entry, List<String> symbols) {
        Map<String, String> parts = new TreeMap<>(entry.training().recipe());
        parts.put("task", entry.task());
        parts.put("checkpoint", entry.start().checkpoint());
        if (entry.text() != null) {
            parts.put("symbols", String.join(" ", symbols));
        }
        return digest(parts);
    }

    private String digest(Map<String, String> parts) {
        parts.put("provider", spec.provider());
        parts.put("size", spec.size());
        parts.put("settings", spec.settings().toString());
        parts.put("precision", spec.precision().id());
        parts.put("corpus", corpus.digest());
        parts.put(SOURCE, source);
        return Digests.sha256(parts.toString()).substring(0, DIGITS);
    }
}
