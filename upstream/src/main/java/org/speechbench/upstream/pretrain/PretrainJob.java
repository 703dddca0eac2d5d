package org.speechbench.upstream.pretrain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.labels.FileLabels;
import org.speechbench.upstream.labels.LabelQuality;
import org.speechbench.upstream.pretrain.FeatureShards.FilterBank;
import org.speechbench.upstream.targets.LabelSource;
import org.speechbench.upstream.targets.OpenTargets;
import org.speechbench.upstream.targets.StateSource;
import org.speechbench.upstream.targets.TargetSpec;
import org.speechbench.upstream.training.Replicas;
import org.speechbench.upstream.training.Trainer;
import org.speechbench.upstream.training.TrainerResult;

/**
 * A complete pre-training run: features and labels from audio, the training loop, and the finished model.
 *
 * <p>The folder {@code out} contains {@code events.csv} (one line per interval), {@code tensorboard/} (the same for
 * TensorBoard, see {@link org.speechbench.core.tensorboard.EventFile}), {@code checkpoints/} (the last two, for
 * resuming), {@code initial/} (the model before its first step) and, at the end, {@code model/} with
 * {@code model.safetensors} and {@code config.json}, the folder that {@link UpstreamSpec#checkpoint()} names.
 *
 * @param engines of the devices that every batch is divided among, the main one first
 * @param config of the run
 * @param work folder for features and labels, which can be recomputed; may be shared by several jobs
 * @param out folder of this run
 */
public record PretrainJob(
        List<EngineContext> engines,
        Pretraining provider,
        UpstreamSpec options,
        PretrainConfig config,
        Data data,
        Path work,
        Path out,
        Progress progress) {
    /** Folder of the finished model under {@code out}. */
    public static final String MODEL = "model";

    /** Folder of the model before its first step: the row that shows what training added. */
    public static final String INITIAL = "initial";

    /** File of the log under {@code out}, see {@link TrainingLog#PRETRAINING}. */
    public static final String EVENTS = "events.csv";

    private static final int DEV_BATCHES = 12;

    /**
     * The data of pre-training.
     *
     * @param train utterances to train on; labels are learnt from these only
     * @param dev utterances to measure progress on; may be empty
     * @param reader decodes them
     * @param targets what is learnt from
     * @param objective what is learnt
     * @param filterBank for models that read {@code FBANK80}; null for Kaldi's on the main device
     * @param skipBad whether recordings that cannot be read are left out, with a note; otherwise one is an error
     * @param phones with which the targets are compared; null if no phones are known
     * @param initial weights that take the place of random ones
     */
    public record Data(
            List<Utterance> train,
            List<Utterance> dev,
            WaveformReader reader,
            OpenTargets targets,
            Objective objective,
            @Nullable FilterBank filterBank,
            boolean skipBad,
            @Nullable FileLabels phones,
            InitialWeights initial) {
        /** @throws UserError if the objective does not learn from targets of this form */
        public Data {
            train = List.copyOf(train);
            dev = List.copyOf(dev);
            requireFits(objective, targets.spec().getClass());
        }

        /** Data of a training that begins with random weights. */
        public Data(
                List<Utterance> train,
                List<Utterance> dev,
                WaveformReader reader,
                OpenTargets targets,
                Objective objective,
                @Nullable FilterBank filterBank,
                boolean skipBad,
                @Nullable FileLabels phones) {
            this(train, dev, reader, targets, objective, filterBank, skipBad, phones, InitialWeights.RANDOM);
        }

        /** Data of masked prediction. */
        public Data(
                List<Utterance> train,
                List<Utterance> dev,
                WaveformReader reader,
                LabelSource labels,
                @Nullable FilterBank filterBank,
                boolean skipBad,
                @Nullable FileLabels phones) {
            this(train, dev, reader, labels, new MaskedPrediction(), filterBank, skipBad, phones);
        }
    }

    /** @throws UserError if an objective does not learn from targets of a form */
    public static void requireFits(Objective objective, Class<? extends TargetSpec> form) {
        if (!objective.accepts().equals(form)) {
            throw new UserError(
                    "The objective " + objective.name() + " learns from " + TargetSpec.word(objective.accepts())
                            + ", and the targets are " + TargetSpec.word(form) + ".",
                    "Name targets or an objective that go together; 'speechbench list targets' and 'speechbench list"
                            + " objectives' show what there is.");
        }
    }

    /** @throws IllegalArgumentException if the options name a checkpoint: pre-training starts from random weights */
    public PretrainJob {
        engines = List.copyOf(engines);
        if (!options.isRandom()) {
            throw new IllegalArgumentException("pre-training starts from random weights, not from a checkpoint");
        }
    }

    /**
     * Runs the job to the end, or until asked to stop.
     *
     * @param resume continues from the last complete checkpoint under {@code out}, if there is one, and ends with the
     *     weights of a run that never stopped; otherwise there must be no checkpoint
     * @param stop asked after every step; when true, a checkpoint is written and the run returns unfinished
     * @throws org.speechbench.core.UserError if the audio cannot be used, training diverges, or a checkpoint belongs to
     *     another configuration
     */
    public PretrainResult run(boolean resume, BooleanSupplier stop) {
        List<PretrainingGoal> goals = new ArrayList<>();
        List<EngineContext> alike = Trainer.engines(engines, out);
        try (Replicas<PretrainBatch> replicas = new Replicas<>(alike, engine -> goal(engine, goals))) {
            Pretrainable model = goals.get(0).model();
            List<Utterance> all = new ArrayList<>(data.train());
            all.addAll(data.dev());
            FeatureShards features = features(model.input(), labelled(all));
            LabelShards targets = data.targets() instanceof LabelSource labels
                    ? LabelShards.open(work, labels, features, usable(features), data.reader(), progress)
                    : null;
            List<Integer> trainItems = items(features, data.train());
            LabelQuality quality = targets == null ? null : quality(targets, features);
            double labelling = targets == null ? 0 : targets.seconds();
            BatchMaker.Taught taught = data.targets() instanceof StateSource states
                    ? new BatchMaker.Taught(samples(model.input(), features), states.startStride())
                    : null;
            double preparation = features.seconds()
                    + labelling
                    + normalize(goals, features, trainItems)
                    + teach(goals, features.utterances());
            boolean resident = goals.stream().allMatch(goal -> goal.hasRoom(features));
            if (resident) {
                goals.forEach(goal -> goal.loadOntoDevice(features));
            }
            BatchMaker batches =
                    new BatchMaker(model, config, features, targets, trainItems, options.seed(), resident, taught);
            long skipped = batches.plan().skippedUtterances();
            if (skipped > 0) {
                progress.note("Left out " + skipped + (skipped == 1 ? " utterance that is" : " utterances that are")
                        + " shorter than " + config.crops().shortest() + " s.");
            }
            goals.get(0)
                    .writes(new PretrainingGoal.Output(
                            devBatches(model, features, targets, taught),
                            out,
                            modelConfig(model, targets, alike.get(0).choices().made()),
                            data.initial().usesLabels()));
            TrainerResult trained = new Trainer<>(
                            replicas,
                            config.trainer(options),
                            batches::make,
                            new Trainer.Output(
                                    "pre-train " + options.provider(),
                                    out,
                                    TrainingLog.pretraining(
                                            out.resolve(EVENTS),
                                            data.objective().columns().toArray(String[]::new)),
                                    identity(features, targets)),
                            data.objective().stallWatch(data.targets().spec()),
                            progress)
                    .run(resume, stop);
            return new PretrainResult(
                    trained,
                    preparation,
                    goals.get(0).measured("dev_loss"),
                    goals.get(0).measured("dev_masked_accuracy"),
                    trained.finished() ? out.resolve(MODEL) : null,
                    quality);
        }
    }

    private PretrainingGoal goal(EngineContext engine, List<PretrainingGoal> goals) {
        Objective objective = data.objective();
        Pretrainable model = objective.model(
                engine, provider, options, config.model(), data.targets().spec());
        data.initial().into(model.parameters());
        PretrainingGoal goal = new PretrainingGoal(engine, objective, model, config);
        goals.add(goal);
        return goal;
    }

    /** Opens a teacher on each device; returns the time that it took, in seconds. */
    private double teach(List<PretrainingGoal> goals, List<Utterance> utterances) {
        long began = System.nanoTime();
        if (data.targets() instanceof StateSource states) {
            StateSource.Audio audio = new StateSource.Audio(utterances, data.reader(), progress);
            goals.forEach(goal -> goal.learnFrom(states, audio));
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /** The samples that a teacher is given; null if they are the input itself. */
    private @Nullable FeatureShards samples(Pretrainable.InputKind input, FeatureShards features) {
        if (input == Pretrainable.InputKind.WAVEFORM) {
            return null;
        }
        FeatureShards samples = features(Pretrainable.InputKind.WAVEFORM, features.utterances());
        if (!samples.utterances().equals(features.utterances())) {
            throw new UserError(
                    "Some recordings could be read for log-mel values and not for samples.",
                    "Remove " + work + " and begin again.");
        }
        return samples;
    }

    /** Computes and sets the input normalisation; returns the time that it took, in seconds. */
    private static double normalize(List<PretrainingGoal> goals, FeatureShards features, List<Integer> items) {
        long began = System.nanoTime();
        InputNormalization measured = features.normalization(items);
        goals.forEach(goal -> goal.model().normalize(measured));
        return (System.nanoTime() - began) / 1e9;
    }

    private @Nullable LabelQuality quality(LabelShards targets, FeatureShards features) {
        FileLabels phones = data.phones();
        if (phones == null) {
            return null;
        }
        LabelQuality q = PhoneCheck.of(targets, features.utterances(), phones);
        progress.note(String.format(
                Locale.ROOT,
                "Targets: phone purity %.3f, cluster purity %.3f, PNMI %.3f over %d frames.",
                q.phonePurity(),
                q.clusterPurity(),
                q.pnmi(),
                q.frames()));
        return q;
    }

    private FeatureShards features(Pretrainable.InputKind kind, List<Utterance> all) {
        FilterBank filterBank = data.filterBank();
        WaveformReader reader = data.reader();
        boolean skipBad = data.skipBad();
        if (filterBank != null || kind == Pretrainable.InputKind.WAVEFORM) {
            return FeatureShards.open(work, kind, all, reader, filterBank, skipBad, progress);
        }
        try (KaldiFilterBank kaldi = new KaldiFilterBank(engines.get(0))) {
            return FeatureShards.open(work, kind, all, reader, kaldi, skipBad, progress);
        }
    }

    /** The utterances that have labels, if others may be skipped. */
    private List<Utterance> labelled(List<Utterance> all) {
        BadItems bad = BadItems.of(data.skipBad(), progress);
        List<Utterance> labelled = new ArrayList<>();
        for (Utterance u : all) {
            data.targets().fault(u).ifPresentOrElse(why -> bad.add(u.id(), why), () -> labelled.add(u));
        }
        return labelled;
    }

    private List<Utterance> usable(FeatureShards features) {
        Set<Utterance> read = new HashSet<>(features.utterances());
        return data.train().stream().filter(read::contains).toList();
    }

    private static List<Integer> items(FeatureShards features, List<Utterance> wanted) {
        Set<Utterance> set = new HashSet<>(wanted);
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < features.utterances().size(); i++) {
            if (set.contains(features.utterances().get(i))) {
                items.add(i);
            }
        }
        return items;
    }

    /** Crops and masks of the development split are the same at every evaluation and for every seed. */
    private List<PretrainBatch> devBatches(
            Pretrainable model,
            FeatureShards features,
            @Nullable LabelShards targets,
            BatchMaker.@Nullable Taught taught) {
        List<Integer> items = items(features, data.dev());
        return items.isEmpty()
                ? List.of()
                : new BatchMaker(model, config, features, targets, items, 0, false, taught).first(DEV_BATCHES);
    }

    private Map<String, String> identity(FeatureShards features, @Nullable LabelShards targets) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("provider", options.provider());
        identity.put("size", options.size());
        identity.put("settings", new TreeMap<>(options.settings()).toString());
        identity.put("weights_seed", Long.toString(options.seed()));
        identity.put("precision", options.precision().id());
        identity.putAll(config.settings(options.seed()));
        identity.put("features", features.digest());
        identity.put("labels", digest(targets));
        identity.putAll(data.initial().identity());
        identity.putAll(data.objective().settings());
        if (!data.objective().name().equals(MaskedPrediction.NAME)) {
            identity.put("objective", data.objective().name());
        }
        return identity;
    }

    private String digest(@Nullable LabelShards targets) {
        return targets == null ? Digests.sha256(new TreeMap<>(data.targets().settings()).toString()) : targets.digest();
    }

    private Map<String, Object> modelConfig(
            Pretrainable model, @Nullable LabelShards targets, Map<String, String> kernels) {
        Map<String, Object> c = new LinkedHashMap<>(model.config());
        c.put("provider", options.provider());
        c.put("size", options.size());
        Map<String, Object> l = new LinkedHashMap<>(data.targets().settings());
        if (targets != null) {
            l.put("classes", targets.classes());
        }
        l.put("digest", digest(targets));
        l.put(LabelProvenance.KEY, data.targets().usesLabels() || data.initial().usesLabels());
        c.put(LabelProvenance.SECTION, l);
        Map<String, Object> t = new LinkedHashMap<>(config.settings(options.seed()));
        t.put("weights_seed", options.seed());
        t.put("precision", options.precision().id());
        t.put("engine", engines.get(0).version());
        if (!data.objective().name().equals(MaskedPrediction.NAME)) {
            t.put("objective", data.objective().name());
        }
        t.putAll(data.initial().identity());
        t.putAll(data.objective().settings());
        if (!kernels.isEmpty()) {
            t.put("kernels", kernels);
        }
        c.put("training", t);
        return c;
    }
}
