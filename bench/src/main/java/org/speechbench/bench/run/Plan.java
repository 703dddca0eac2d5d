package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.bench.config.UpstreamEntry;
import org.speechbench.bench.speed.SpeedRun;
import org.speechbench.core.Digests;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.Trial;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;

/**
 * What a run will do, with every name resolved and every recording checked.
 *
 * @param upstreams the selected upstreams, by label
 * @param tasks the selected tasks, by label
 * @param training the trainings that the selected upstreams need, or all trainings if nothing is selected
 */
record Plan(
        Map<String, PlannedUpstream> upstreams, Map<String, PlannedTask> tasks, TrainingPlan training, int skipped) {
    /**
     * An upstream that is probed.
     *
     * @param card the card; null if everything of the upstream is finished, in which case its checkpoint may no longer
     *     exist
     */
    record PlannedUpstream(UpstreamEntry entry, @Nullable UpstreamCard card) {
        /** The size; that of the checkpoint if the experiment does not give it. */
        String size() {
            return card == null ? entry.size() : card.size();
        }
    }

    /**
     * A task with the corpus on which it is scored.
     *
     * @param trials the listed or drawn trials; empty if the task has none
     * @param notes remarks on the labels, for the rows of its scores
     */
    record PlannedTask(TaskEntry entry, Task task, Corpus corpus, List<Trial> trials, List<String> notes) {
        PlannedTask {
            trials = List.copyOf(trials);
            notes = List.copyOf(notes);
        }

        /**
         * The digest of what the scores are based on: the corpus and, if they are listed in a file of their own, the
         * trials.
         */
        String corpusDigest() {
            if (trials.equals(task.trials(corpus))) {
                return corpus.digest();
            }
            StringBuilder text = new StringBuilder(corpus.digest());
            trials.stream()
                    .map(trial -> trial.id() + ' ' + trial.target())
                    .sorted()
                    .forEach(trial -> text.append('\n').append(trial));
            return Digests.sha256(text.toString());
        }
    }

    /**
     * Makes a plan. What is finished is not checked again: the checkpoint of an upstream that has all of its scores may
     * no longer exist.
     *
     * @throws UserError if a label, name, size, split or recording does not exist
     */
    static Plan of(
            ExperimentConfig config, Services services, Corpora corpora, RunOptions options, CompletedWork earlier) {
        Map<String, UpstreamEntry> upstreams = select("upstream", config.upstreams(), options.upstreams());
        boolean probe = options.scope() == RunOptions.Scope.ALL;
        if (!probe) {
            upstreams = Map.of();
        }
        // These are the settings of trainings that begin with random weights; settings of saved weights are checked
        // together with the weights.
        upstreams.values().stream()
                .map(config::spec)
                .filter(UpstreamSpec::isRandom)
                .forEach(services.upstreams()::describe);
        ThroughputEntry throughput = config.throughput();
        if (throughput != null) {
            SpeedRun.check(throughput, config.precision(), services);
        }
        Map<String, TaskEntry> entries = probe ? select("task", config.tasks(), options.tasks()) : Map.of();
        if (corpora.decodes()) {
            // Labels are checked first, so that a bad one is found before all recordings are decoded.
            Corpora listed = corpora.undecoded();
            TrainingPlan.of(config, services, listed, options, upstreams.values(), earlier);
            entries.forEach((label, entry) -> task(label, entry, services, listed));
        }
        TrainingPlan training = TrainingPlan.of(config, services, corpora, options, upstreams.values(), earlier);
        Map<String, PlannedTask> tasks = new LinkedHashMap<>();
        entries.forEach((label, entry) -> tasks.put(label, task(label, entry, services, corpora)));
        Map<String, PlannedUpstream> planned = new LinkedHashMap<>();
        upstreams.forEach((label, entry) -> planned.put(
                label,
                new PlannedUpstream(
                        entry,
                        earlier.scored(label, tasks, config.seed())
                                ? null
                                : services.upstreams().describe(config.spec(entry)))));
        return new Plan(planned, tasks, training, corpora.skipped());
    }

    /** How the checkpoint of each upstream is read, by label; upstreams without this information are left out. */
    Map<String, Map<String, String>> checkpoints() {
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        upstreams.forEach((label, planned) -> {
            if (planned.card() != null && !planned.card().checkpoint().facts().isEmpty()) {
                facts.put(label, planned.card().checkpoint().facts());
            }
        });
        return facts;
    }

    /** A line for each fact about a checkpoint that casts doubt on what is stated about it. */
    List<String> doubts() {
        List<String> lines = new ArrayList<>();
        checkpoints()
                .forEach((label, facts) -> CheckpointFacts.DOUBTS.forEach(fact -> {
                    String what = facts.get(fact);
                    if (what != null) {
                        lines.add("Checkpoint of " + label + ": " + what + ".");
                    }
                }));
        return lines;
    }

    /**
     * The digests of what scores are based on in addition to whole corpora: corpora with listed trials, by both of
     * their names.
     */
    Map<String, String> trialDigests() {
        Map<String, String> digests = new LinkedHashMap<>();
        tasks.values().stream()
                .filter(task -> !task.corpusDigest().equals(task.corpus().digest()))
                .forEach(task -> digests.put(
                        task.corpus().name() + " with listed trials of "
                                + task.task().name(),
                        task.corpusDigest()));
        return digests;
    }

    private static PlannedTask task(String label, TaskEntry entry, Services services, Corpora corpora) {
        Task task = services.tasks().get(entry.task());
        Corpus corpus = corpora.corpus(label, entry, task);
        try {
            return task(label, entry, task, corpus, services, corpora);
        } catch (UserError e) {
            throw corpora.limit().named(e);
        }
    }

    private static PlannedTask task(
            String label, TaskEntry entry, Task task, Corpus corpus, Services services, Corpora corpora) {
        List<String> notes = LabelCheck.of(label, task, corpus);
        Recipe recipe = task.recipe(entry.preset(), task.targets(corpus).classes());
        if (recipe.trained()) {
            services.heads().get(recipe.head());
            services.objectives().get(recipe.objective());
        }
        return new PlannedTask(entry, task, corpus, new PlannedTrials(label, entry, task, corpora).of(corpus), notes);
    }

    /** A warning for each irregularity in the labels of a fine-tuning or a task. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        training.finetune().forEach((label, tuned) -> tuned.notes()
                .forEach(note -> warnings.add("finetune " + label + ": " + note)));
        tasks.forEach((label, task) -> task.notes().forEach(note -> warnings.add("task " + label + ": " + note)));
        return warnings;
    }

    private static <V> Map<String, V> select(String kind, Map<String, V> all, List<String> wanted) {
        if (wanted.isEmpty()) {
            return all;
        }
        for (String label : wanted) {
            if (!all.containsKey(label)) {
                throw NearNames.unknown(
                        "The experiment has no " + kind + " labelled '" + label + "'.", label, all.keySet());
            }
        }
        Map<String, V> some = new LinkedHashMap<>(all);
        some.keySet().retainAll(wanted);
        return some;
    }

    static double hours(Corpus corpus) {
        return corpus.utterances().stream().mapToLong(u -> u.numSamples()).sum() / (3600.0 * Waveform.SAMPLE_RATE);
    }
}
