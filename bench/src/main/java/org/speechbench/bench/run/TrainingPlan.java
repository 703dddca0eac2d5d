package org.speechbench.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.FinetuneEntry;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.bench.config.UpstreamEntry;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Task;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.finetune.Finetuning;
import org.speechbench.upstream.pretrain.Pretraining;

/**
 * The trainings of a run, with every name resolved and every recording checked.
 *
 * @param order the labels of both kinds, each after the one that it depends on
 * @param pretrain the pre-trainings, by label
 * @param finetune by label
 */
record TrainingPlan(
        List<String> order, Map<String, PlannedPretraining> pretrain, Map<String, PlannedFinetuning> finetune) {
    /** The objective of tasks on which a whole upstream can be fine-tuned. */
    private static final String CTC = "ctc";

    private static final String WORD_END = "|";

    /** A pre-training with its corpus. */
    record PlannedPretraining(PretrainEntry entry, Pretraining provider, UpstreamCard card, Corpus corpus) {}

    /**
     * A fine-tuning with its corpus.
     *
     * @param size the size of the upstream; that of the checkpoint if the experiment does not give it
     * @param card the card of the upstream; null if the fine-tuning is finished, in which case its checkpoint may no
     *     longer exist
     * @param notes remarks on the labels, for the rows of its scores
     */
    record PlannedFinetuning(
            FinetuneEntry entry,
            Finetuning provider,
            String size,
            @Nullable UpstreamCard card,
            Task task,
            Corpus corpus,
            List<String> notes) {
        PlannedFinetuning {
            notes = List.copyOf(notes);
        }
    }

    /**
     * The trainings of an experiment that the options select.
     *
     * @param upstreams the upstreams that are probed
     * @throws UserError if a name, size, split or recording does not exist
     */
    static TrainingPlan of(
            ExperimentConfig config,
            Services services,
            Corpora corpora,
            RunOptions options,
            Collection<UpstreamEntry> upstreams,
            CompletedWork earlier) {
        Set<String> needed = needed(config, options, upstreams);
        List<String> order =
                config.trainingOrder().stream().filter(needed::contains).toList();
        Map<String, PlannedPretraining> pretrain = new LinkedHashMap<>();
        Map<String, PlannedFinetuning> finetune = new LinkedHashMap<>();
        ExperimentTargets context = new ExperimentTargets(config, services.upstreams(), corpora.data(), corpora.bad());
        for (String label : order) {
            PretrainEntry entry = config.pretrain().get(label);
            FinetuneEntry tuned = config.finetune().get(label);
            if (entry != null) {
                checkTargets(entry, context.of(label, null));
                pretrain.put(label, pretraining(label, entry, config, services, corpora));
            } else if (tuned != null) {
                finetune.put(label, finetuning(label, tuned, config, services, corpora, earlier));
            }
        }
        return new TrainingPlan(order, pretrain, finetune);
    }

    /** The requested trainings, and everything that they depend on. */
    private static Set<String> needed(
            ExperimentConfig config, RunOptions options, Collection<UpstreamEntry> upstreams) {
        Set<String> needed = new HashSet<>();
        for (String wanted : wanted(config, options, upstreams)) {
            for (String label = wanted; !label.isEmpty(); label = config.dependsOn(label)) {
                needed.add(label);
            }
        }
        return needed;
    }

    private static List<String> wanted(
            ExperimentConfig config, RunOptions options, Collection<UpstreamEntry> upstreams) {
        return switch (options.scope()) {
            case PRETRAIN -> List.copyOf(config.pretrain().keySet());
            case FINETUNE -> List.copyOf(config.finetune().keySet());
            case ALL -> options.upstreams().isEmpty()
                    ? config.trainingOrder()
                    : upstreams.stream().map(UpstreamEntry::pretrained).toList();
        };
    }

    private static void checkTargets(PretrainEntry entry, ExperimentTargets context) {
        if (!entry.phones().file().isEmpty()) {
            context.required("phones.file", entry.phones().file());
        }
        entry.targets().check(context);
    }

    private static PlannedPretraining pretraining(
            String label, PretrainEntry entry, ExperimentConfig config, Services services, Corpora corpora) {
        Pretraining trainable = services.upstreams()
                .require(entry.provider(), Pretraining.class, "be pre-trained (pretrain." + label + ")");
        UpstreamCard card = services.upstreams().describe(config.spec(entry));
        Corpus corpus = corpora.corpus(entry.audio().manifest());
        for (String split : List.of(entry.audio().train(), entry.audio().dev())) {
            if (corpus.split(split).isEmpty()) {
                throw NearNames.unknown(
                        entry.audio().manifest() + " has no split '" + split + "' (pretrain." + label + ").",
                        split,
                        corpus.splits());
            }
        }
        return new PlannedPretraining(entry, trainable, card, corpus);
    }

    private static PlannedFinetuning finetuning(
            String label,
            FinetuneEntry entry,
            ExperimentConfig config,
            Services services,
            Corpora corpora,
            CompletedWork earlier) {
        Finetuning trainable = services.upstreams()
                .require(entry.provider(), Finetuning.class, "be fine-tuned (finetune." + label + ")");
        Optional<String> finished = earlier.finetunedSize(label);
        UpstreamCard card = finished.isPresent() ? null : services.upstreams().describe(config.spec(entry));
        String size = card == null ? finished.orElseThrow() : card.size();
        Task task = services.tasks().get(entry.task());
        Corpus corpus = corpora.corpus(entry.manifests());
        List<String> notes = LabelCheck.of("finetune." + label, task, corpus);
        int classes = task.targets(corpus).classes();
        if (!task.recipe(Preset.SUPERB, classes).objective().equals(CTC)
                || task.folds(corpus).size() != 1) {
            throw new UserError(
                    "finetune." + label + ": task " + task.name() + " is none with CTC and one training split.",
                    "Use asr or pr.");
        }
        if (!entry.decoding().languageModel().isEmpty()
                && !Files.isRegularFile(Path.of(entry.decoding().languageModel()))) {
            throw new UserError(
                    "finetune." + label + ": there is no language model "
                            + entry.decoding().languageModel() + ".",
                    "Correct the path, which is relative to the working folder.");
        }
        if (!entry.decoding().languageModel().isEmpty()
                && !task.targets(corpus).names().contains(WORD_END)) {
            throw new UserError(
                    "finetune." + label + ": task " + task.name() + " has no words for a language model.",
                    "Leave language_model out, or use asr.");
        }
        return new PlannedFinetuning(entry, trainable, size, card, task, corpus, notes);
    }
}
