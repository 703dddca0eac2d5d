package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.bench.config.TargetsEntry;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.bench.config.UpstreamEntry;
import org.speechbench.core.UserError;
import org.speechbench.core.audio.Waveform;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.tasks.Task;
import org.speechbench.upstream.CheckpointCard;
import org.speechbench.upstream.PretrainableProvider;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;

/**
 * What a run will do, with every name resolved and every recording checked.
 *
 * @param upstreams selected, by label
 * @param tasks selected, by label
 * @param pretrain what the selected upstreams need, or all of it where nothing is selected, by label
 */
record Plan(
        Map<String, UpstreamEntry> upstreams,
        Map<String, PlannedTask> tasks,
        Map<String, PlannedPretraining> pretrain,
        int skipped) {

    /** A task with the corpus that it is scored on. */
    record PlannedTask(TaskEntry entry, Task task, Corpus corpus) {}

    /** A pre-training with its corpus. */
    record PlannedPretraining(PretrainEntry entry, PretrainableProvider provider, Corpus corpus) {}

    /** @throws UserError if a label, name, size, split or recording is not there */
    static Plan of(ExperimentConfig config, Services services, Corpora corpora, RunOptions options) {
        Map<String, UpstreamEntry> upstreams = select("upstream", config.upstreams(), options.upstreams());
        if (!options.probe()) {
            upstreams = Map.of();
        }
        upstreams = sized(upstreams, services);
        ThroughputEntry throughput = config.throughput();
        if (throughput != null) {
            throughput.upstreams().forEach(services.upstreams()::get);
        }
        Map<String, PlannedPretraining> pretrain = new LinkedHashMap<>();
        Set<String> needed = needed(config, options, upstreams);
        for (String label : config.pretrainOrder()) {
            PretrainEntry entry = config.pretrain().get(label);
            if (entry != null && needed.contains(label)) {
                checkTargets(label, entry, config, services, corpora);
                pretrain.put(label, pretraining(label, entry, services, corpora));
            }
        }
        Map<String, PlannedTask> tasks = new LinkedHashMap<>();
        if (options.probe()) {
            select("task", config.tasks(), options.tasks())
                    .forEach((label, entry) -> tasks.put(label, task(label, entry, services, corpora)));
        }
        return new Plan(upstreams, tasks, pretrain, corpora.skipped());
    }

    /** What selected upstreams are, and what the targets of those come from. */
    private static Set<String> needed(
            ExperimentConfig config, RunOptions options, Map<String, UpstreamEntry> upstreams) {
        if (options.upstreams().isEmpty()) {
            return config.pretrain().keySet();
        }
        Set<String> needed = new HashSet<>();
        for (UpstreamEntry upstream : upstreams.values()) {
            String label = upstream.pretrained();
            for (PretrainEntry entry = config.pretrain().get(label); entry != null; ) {
                needed.add(label);
                label = entry.targets().dependsOn();
                entry = config.pretrain().get(label);
            }
        }
        return needed;
    }

    private static void checkTargets(
            String label, PretrainEntry entry, ExperimentConfig config, Services services, Corpora corpora) {
        String key = "pretrain." + label;
        corpora.requireFile(key + ".phones.file", entry.phones().file());
        if (entry.targets() instanceof TargetsEntry.KmeansLayer layer) {
            TargetSources.Source.of(layer, config, services);
        } else if (entry.targets() instanceof TargetsEntry.LabelFile file) {
            corpora.requireFile(key + ".targets.labels", file.labels());
            corpora.requireFile(key + ".targets.manifest", file.manifest());
            corpora.requireFile(key + ".targets.dictionary", file.dictionary());
        }
    }

    /** The same entries, those with a checkpoint of no given size with the size that it has. */
    private static Map<String, UpstreamEntry> sized(Map<String, UpstreamEntry> upstreams, Services services) {
        Map<String, UpstreamEntry> sized = new LinkedHashMap<>();
        upstreams.forEach(
                (label, u) -> sized.put(label, u.sized(card(services, u).size())));
        return sized;
    }

    private static CheckpointCard card(Services services, UpstreamEntry entry) {
        UpstreamProvider provider = services.upstreams().get(entry.provider());
        return entry.checkpoint().isEmpty()
                ? new CheckpointCard(entry.size(), provider.card(entry.size()))
                : provider.inspect(Path.of(entry.checkpoint()), entry.size());
    }

    private static PlannedTask task(String label, TaskEntry entry, Services services, Corpora corpora) {
        Task task = services.tasks().get(entry.task());
        Corpus corpus = corpora.corpus(label, entry, task);
        task.folds(corpus);
        services.heads()
                .get(task.recipe(entry.preset(), task.targets(corpus).classes()).head());
        return new PlannedTask(entry, task, corpus);
    }

    private static PlannedPretraining pretraining(
            String label, PretrainEntry entry, Services services, Corpora corpora) {
        UpstreamProvider provider = services.upstreams().get(entry.provider());
        if (!(provider instanceof PretrainableProvider trainable)) {
            throw new UserError(
                    "Upstream " + entry.provider() + " cannot be pre-trained (pretrain." + label + ").",
                    "Use one that can, see 'speechbench list upstreams'.");
        }
        trainable.card(entry.size());
        Corpus corpus = corpora.corpus(entry.manifest());
        for (String split : List.of(entry.train(), entry.dev())) {
            if (corpus.split(split).isEmpty()) {
                throw new UserError(
                        entry.manifest() + " has no split '" + split + "' (pretrain." + label + ").",
                        "Name one of " + corpus.splits() + ".");
            }
        }
        return new PlannedPretraining(entry, trainable, corpus);
    }

    private static <V> Map<String, V> select(String kind, Map<String, V> all, List<String> wanted) {
        if (wanted.isEmpty()) {
            return all;
        }
        for (String label : wanted) {
            if (!all.containsKey(label)) {
                throw new UserError(
                        "The experiment has no " + kind + " labelled '" + label + "'.",
                        "Name some of " + String.join(", ", all.keySet()) + ".");
            }
        }
        Map<String, V> some = new LinkedHashMap<>(all);
        some.keySet().retainAll(wanted);
        return some;
    }

    /** What {@code --dry-run} prints: pre-training, cells, hours of audio and the size of the feature cache. */
    List<String> describe(Services services) {
        List<String> lines = new ArrayList<>();
        pretrain.forEach((label, p) -> lines.add(String.format(
                Locale.ROOT,
                "pre-train %s: %s %s, %d steps of %.0f s = %.2f h, from %.2f h of %s, %s",
                label,
                p.entry().provider(),
                p.entry().size(),
                p.entry().steps(),
                p.entry().batchSeconds(),
                p.entry().steps() * p.entry().batchSeconds() / 3600,
                hours(p.corpus()),
                p.corpus().name(),
                p.entry().targets().text())));
        double bytes = 0;
        for (Map.Entry<String, UpstreamEntry> u : upstreams.entrySet()) {
            UpstreamCard card = card(services, u.getValue()).card();
            for (Map.Entry<String, PlannedTask> t : tasks.entrySet()) {
                double hours = hours(t.getValue().corpus());
                bytes += hours * 3600 * card.frameRate() * card.layers() * card.hiddenSize() * 2;
                lines.add(String.format(Locale.ROOT, "cell %s x %s: %.2f h", u.getKey(), t.getKey(), hours));
            }
        }
        lines.add(String.format(
                Locale.ROOT,
                "%d cells; the feature cache would take at most %.0f MB",
                upstreams.size() * tasks.size(),
                bytes / 1e6));
        return lines;
    }

    private static double hours(Corpus corpus) {
        return corpus.utterances().stream().mapToLong(u -> u.numSamples()).sum() / (3600.0 * Waveform.SAMPLE_RATE);
    }
}
