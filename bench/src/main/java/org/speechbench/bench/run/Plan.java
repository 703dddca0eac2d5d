package org.speechbench.bench.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.bench.config.UpstreamEntry;
import org.speechbench.bench.speed.SpeedRun;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.UpstreamSpec;

/**
 * What a run will do, with every name resolved and every recording checked.
 *
 * @param stages the stages, each after those that it depends on
 * @param warnings a warning for each irregularity in labels
 * @param checkpoints how the checkpoint of each upstream is read, by label; upstreams without this information are left
 *     out
 * @param digests the digests of what scores are based on, by name: corpora, and corpora with listed trials
 * @param skipped the number of recordings that are left out
 * @param unlabelled a sentence for each task of which utterances without a label are left out
 */
record Plan(
        List<Stage> stages,
        List<String> warnings,
        Map<String, Map<String, String>> checkpoints,
        Map<String, String> digests,
        int skipped,
        List<String> unlabelled) {
    Plan {
        stages = List.copyOf(stages);
        warnings = List.copyOf(warnings);
        unlabelled = List.copyOf(unlabelled);
    }

    /**
     * Makes a plan. What is finished is not checked again: the checkpoint of an upstream that has all of its scores may
     * no longer exist.
     *
     * @throws UserError if a label, name, size, split or recording does not exist, or there is nothing to run
     */
    static Plan of(
            ResolvedConfig resolved, Services services, Corpora corpora, RunOptions options, CompletedWork earlier) {
        ExperimentConfig config = resolved.config();
        boolean all = options.selection().scope() == RunOptions.Scope.ALL;
        Map<String, UpstreamEntry> upstreams =
                select("upstream", config.upstreams(), options.selection().upstreams());
        Map<String, TaskEntry> tasks =
                all ? select("task", config.tasks(), options.selection().tasks()) : Map.of();
        if (!all) {
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
        List<String> trained = trainings(config, options.selection(), upstreams.values());
        if (corpora.decodes()) {
            // Labels are checked first, so that a bad one is found before all recordings are decoded.
            Planning listed = new Planning(config, services, corpora.undecoded(), earlier);
            trainings(trained, listed);
            tasks.forEach((label, entry) -> PlannedTask.of(label, entry, services, listed.corpora()));
        }
        Planning planning = new Planning(config, services, corpora, earlier);
        List<Stage> stages = new ArrayList<>();
        List<String> warnings = new ArrayList<>(PlannedClaims.warnings(config, services.tasks()));
        for (TrainingStage<?> stage : trainings(trained, planning)) {
            stages.add(stage);
            if (stage.trained().isFirst()) {
                stage.notes().forEach(note -> warnings.add("finetune " + stage.label() + ": " + note));
            }
        }
        List<PlannedTask> probed = new ArrayList<>();
        tasks.forEach((label, entry) -> probed.add(PlannedTask.of(label, entry, services, corpora)));
        probed.forEach(task -> task.notes().forEach(note -> warnings.add("task " + task.label() + ": " + note)));
        Map<String, Map<String, String>> checkpoints = new LinkedHashMap<>();
        upstreams.forEach((label, entry) -> config.probed(label, entry).forEach(model -> {
            ProbeStage stage = ProbeStage.of(model, entry, probed, planning);
            if (!stage.checkpoint().isEmpty()) {
                checkpoints.put(label, stage.checkpoint());
            }
            if (!probed.isEmpty()) {
                stages.add(stage);
            }
        }));
        ModelStage.of(planning, trained).ifPresent(stages::add);
        if (throughput != null && all && options.selection().isWhole()) {
            stages.add(new ThroughputStage(
                    throughput, config.precision(), options.devices().first(), services));
        }
        if (stages.isEmpty()) {
            throw nothing(resolved, options.selection().scope());
        }
        return new Plan(
                stages, warnings, checkpoints, digests(corpora, probed), corpora.skipped(), corpora.unlabelled());
    }

    /** Whether an experiment has nothing of the kind of work that is to be run. */
    static boolean isEmpty(ExperimentConfig config, RunOptions.Scope scope) {
        return switch (scope) {
            case PRETRAIN -> config.trainings().pretrain().isEmpty();
            case DISTILL -> config.trainings().distill().isEmpty();
            case FINETUNE -> config.finetune().isEmpty();
            case ALL -> config.trainings().order().isEmpty()
                    && config.throughput() == null
                    && (config.upstreams().isEmpty() || config.tasks().isEmpty());
        };
    }

    /** The trainings of some labels, one for each seed. */
    private static List<TrainingStage<?>> trainings(List<String> labels, Planning planning) {
        List<TrainingStage<?>> stages = new ArrayList<>();
        for (String label : labels) {
            planning.config().trained(label).forEach(model -> stages.add(training(model, planning)));
        }
        return stages;
    }

    private static TrainingStage<?> training(SeededLabel model, Planning planning) {
        PretrainEntry pretrained = planning.config().pretrain().get(model.label());
        return pretrained != null
                ? PretrainStage.of(model, pretrained, planning)
                : FinetuneStage.of(
                        model,
                        Objects.requireNonNull(planning.config().finetune().get(model.label())),
                        planning);
    }

    /** The requested trainings, and everything that they depend on, in the order in which they are run. */
    private static List<String> trainings(
            ExperimentConfig config, RunOptions.Selection selection, Collection<UpstreamEntry> upstreams) {
        Collection<String> wanted =
                switch (selection.scope()) {
                    case PRETRAIN -> config.trainings().pretrain().keySet();
                    case DISTILL -> config.trainings().distill().keySet();
                    case FINETUNE -> config.finetune().keySet();
                    case ALL -> selection.upstreams().isEmpty()
                            ? config.trainings().order()
                            : upstreams.stream().map(UpstreamEntry::pretrained).toList();
                };
        Set<String> needed = new HashSet<>();
        wanted.forEach(label -> addNeeded(label, config, needed));
        return config.trainings().order().stream().filter(needed::contains).toList();
    }

    private static void addNeeded(String label, ExperimentConfig config, Set<String> needed) {
        if (!label.isEmpty() && needed.add(label)) {
            config.trainings().needs(label).forEach(source -> addNeeded(source, config, needed));
        }
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

    private static Map<String, String> digests(Corpora corpora, List<PlannedTask> tasks) {
        Map<String, String> digests = new LinkedHashMap<>(corpora.digests());
        tasks.stream()
                .filter(task -> !task.corpusDigest().equals(task.corpus().digest()))
                .forEach(task -> digests.put(
                        task.corpus().name() + " with listed trials of "
                                + task.task().name(),
                        task.corpusDigest()));
        return digests;
    }

    private static UserError nothing(ResolvedConfig resolved, RunOptions.Scope scope) {
        if (scope != RunOptions.Scope.ALL) {
            String section = scope.name().toLowerCase(Locale.ROOT);
            String doing =
                    Map.of("pretrain", "pre-train", "finetune", "fine-tune").getOrDefault(section, section);
            return new UserError(
                    resolved.source() + " has no section '" + section + "', so there is nothing to " + doing + ".",
                    "Add one (docs/experiment-files.md), or use 'speechbench run' for what it has.");
        }
        ExperimentConfig config = resolved.config();
        String half = config.upstreams().isEmpty()
                ? config.tasks().isEmpty() ? "" : "; it has 'tasks', but no 'upstreams' to probe on them"
                : "; it has 'upstreams', but no 'tasks' to probe them on";
        return new UserError(
                resolved.source() + " has nothing to run" + half + ".",
                "Add 'upstreams' and 'tasks', 'pretrain', 'distill', 'finetune' or 'throughput' (docs/experiment-files.md).");
    }

    /**
     * A line for each fact about a checkpoint that casts doubt on what is stated about it, and for each whose states are
     * of another precision than those of the run's networks.
     *
     * @param precision that of the run
     */
    List<String> doubts(String precision) {
        List<String> lines = new ArrayList<>();
        checkpoints.forEach((label, facts) -> CheckpointFacts.DOUBTS.forEach(fact -> {
            String what = facts.get(fact);
            if (what != null) {
                lines.add("Checkpoint of " + label + ": " + what + ".");
            }
        }));
        checkpoints.forEach((label, facts) -> {
            String own = CheckpointFacts.precision(facts, precision);
            // Nearly all files of others are of fp32.
            boolean usual =
                    precision.equals(Precision.FP32.id()) && !Precision.ids().contains(own);
            if (!own.equals(precision) && !usual) {
                lines.add("Precision of " + label + ": "
                        + String.valueOf(facts.get(CheckpointFacts.PRECISION)).replaceFirst(": ", ", ")
                        + "; this run computes networks in " + precision + ".");
            }
        });
        return lines;
    }

    /**
     * The stages that are run: those that are not finished, and those whose model does not exist although it is needed,
     * by one of them or, if only trainings are run, by the user.
     */
    List<Stage> left(CompletedWork done, RunOptions.Scope scope) {
        Deque<Stage> left = new ArrayDeque<>();
        Set<String> needed = new HashSet<>();
        for (int i = stages.size() - 1; i >= 0; i--) {
            Stage stage = stages.get(i);
            boolean models = scope != RunOptions.Scope.ALL || needed.contains(stage.name());
            if (models ? !stage.isUsable(done) : !stage.isFinished(done)) {
                left.addFirst(stage);
                needed.addAll(stage.needs());
            }
        }
        return List.copyOf(left);
    }

    /** A summary in numbers, including what was finished before the run was resumed. */
    RunPlan summary(CompletedWork earlier, TimeEstimates estimates, RunOptions options) {
        List<RunPlan.Work> work = new ArrayList<>();
        RunPlan.Space space = RunPlan.Space.NONE;
        for (Stage stage : stages) {
            work.addAll(stage.describe(earlier, estimates));
            space = space.plus(stage.space());
        }
        long states = Math.min(options.cache().bytes(), space.states());
        return RunPlan.of(
                work,
                List.of(
                        RunPlan.Disk.of(options.out(), "checkpoints and models", space.models()),
                        RunPlan.Disk.of(
                                options.cache().folder(), "hidden states and prepared audio", states + space.audio())),
                skipped,
                warnings);
    }
}
