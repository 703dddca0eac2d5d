package org.speechbench.upstream.finetune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.training.Replicas;
import org.speechbench.upstream.training.StallWatch;
import org.speechbench.upstream.training.Trainer;
import org.speechbench.upstream.training.TrainerResult;

/**
 * A complete fine-tuning run with CTC: an upstream, transcripts, the training loop, and the model that was best on dev.
 *
 * <p>The folder {@code out} contains {@code events.csv} (one line per interval, see {@link TrainingLog#FINETUNING}),
 * {@code tensorboard/} (the same for TensorBoard), {@code checkpoints/} (the last two, for resuming) and
 * {@code model/}, the best model so far, which can be opened with {@link Finetuning#recognizer}, and with {@code open}
 * as an upstream.
 *
 * @param engines of the devices that every batch is divided among, the main one first
 * @param config of the run
 * @param out folder of this run
 */
public record FinetuneJob(
        List<EngineContext> engines, Start start, FinetuneConfig config, Data data, Path out, Progress progress) {
    /** Folder of the kept weights under {@code out}. */
    public static final String MODEL = "model";

    /** File of the log under {@code out}. */
    public static final String EVENTS = "events.csv";

    /**
     * The initial model of fine-tuning.
     *
     * @param options of the upstream; without a checkpoint it starts from random weights
     * @param source digest of the upstream, so that a run with a changed checkpoint is not resumed
     */
    public record Start(Finetuning provider, UpstreamSpec options, String source) {}

    /**
     * The data of fine-tuning.
     *
     * @param symbols one per class; the first is the blank
     * @param train utterances with their targets
     * @param dev utterances that decide which weights are kept; empty to keep the last
     * @param reader decodes them
     * @param devMetric scores them
     */
    public record Data(
            List<String> symbols,
            List<FinetuneExample> train,
            List<FinetuneExample> dev,
            WaveformReader reader,
            DevMetric devMetric) {
        public Data {
            symbols = List.copyOf(symbols);
            train = List.copyOf(train);
            dev = List.copyOf(dev);
        }
    }

    public FinetuneJob {
        engines = List.copyOf(engines);
    }

    /**
     * Runs the job to the end, or until asked to stop.
     *
     * @param resume continues from the last complete checkpoint under {@code out}, if there is one, and ends with the
     *     weights of a run that never stopped; otherwise there must be no checkpoint
     * @param stop asked after every step; when true, a checkpoint is written and the run returns unfinished
     * @throws UserError if audio or checkpoint cannot be used, no target is feasible, or training diverges
     */
    public FinetuneResult run(boolean resume, BooleanSupplier stop) {
        List<CtcTraining> goals = new ArrayList<>();
        List<EngineContext> alike = Trainer.engines(engines, out);
        try (Replicas<FinetuneBatch> replicas = new Replicas<>(alike, engine -> goal(engine, goals))) {
            CtcTraining main = goals.get(0);
            List<FinetuneExample> feasible = feasible(main.model());
            int all = data.train().size();
            int infeasible = all - feasible.size();
            if (infeasible > 0) {
                progress.note("Left out " + infeasible + " of " + all
                        + " utterances whose targets need more frames than they have.");
            }
            Map<String, String> identity = identity(feasible);
            main.described(identity, alike.get(0).choices().made());
            FinetuneBatches batches = new FinetuneBatches(
                    feasible,
                    data.reader(),
                    config.schedule().batchSeconds(),
                    start.options().seed());
            TrainerResult trained = new Trainer<>(
                            replicas,
                            config.trainer(start.options()),
                            batches::batch,
                            new Trainer.Output(
                                    "fine-tune " + start.options().provider(),
                                    out,
                                    TrainingLog.finetuning(out.resolve(EVENTS)),
                                    identity),
                            // The blank is not counted among the classes.
                            new StallWatch(TrainingEvent.LOSS, data.symbols().size() - 1, ""),
                            progress)
                    .run(resume, stop);
            return new FinetuneResult(
                    trained,
                    main.bestStep(),
                    main.bestDev(),
                    infeasible,
                    trained.finished() ? out.resolve(MODEL) : null);
        }
    }

    private CtcTraining goal(EngineContext engine, List<CtcTraining> goals) {
        Finetunable model = start.provider().finetunable(engine, start.options(), config.model(), data.symbols());
        CtcTraining goal = new CtcTraining(model, config, data, out.resolve(MODEL));
        goals.add(goal);
        return goal;
    }

    private List<FinetuneExample> feasible(Finetunable model) {
        List<FinetuneExample> feasible = new ArrayList<>();
        for (FinetuneExample listed : data.train()) {
            FinetuneExample e = measured(listed);
            int frames = model.frames(Math.toIntExact(e.utterance().numSamples()));
            if (e.target().length > 0 && frames >= e.framesNeeded()) {
                feasible.add(e);
            }
        }
        if (feasible.isEmpty()) {
            throw new UserError(
                    "None of " + data.train().size() + " training utterances has a target that its frames can hold.",
                    "Use a model with shorter frames, or another corpus.");
        }
        return feasible;
    }

    /** Adds the length of the recording, which a manifest need not state. */
    private FinetuneExample measured(FinetuneExample e) {
        Utterance u = e.utterance();
        if (u.numSamples() > 0) {
            return e;
        }
        int samples = data.reader().read(u).length();
        Utterance measured = new Utterance(u.id(), u.audio(), samples, u.speaker(), u.split(), u.labels());
        return new FinetuneExample(measured, e.target());
    }

    private Map<String, String> identity(List<FinetuneExample> feasible) {
        Map<String, String> identity =
                new LinkedHashMap<>(config.settings(start.options().seed()));
        UpstreamSpec options = start.options();
        identity.put("provider", options.provider());
        identity.put("size", options.size());
        identity.put("settings", new TreeMap<>(options.settings()).toString());
        identity.put("weights_seed", Long.toString(options.seed()));
        identity.put("precision", options.precision().id());
        identity.put("source", start.source());
        identity.put("symbols", Digests.sha256(String.join(" ", data.symbols())));
        StringBuilder text = new StringBuilder();
        for (List<FinetuneExample> split : List.of(feasible, data.dev())) {
            split.forEach(e -> text.append(e.utterance().id())
                    .append('\t')
                    .append(e.utterance().numSamples())
                    .append('\t')
                    .append(java.util.Arrays.toString(e.target()))
                    .append('\n'));
            text.append('\n');
        }
        identity.put("examples", Digests.sha256(text.toString()));
        SortedSet<String> decoders = new TreeSet<>();
        for (List<FinetuneExample> split : List.of(feasible, data.dev())) {
            split.forEach(e ->
                    decoders.add(data.reader().reader().decoder(e.utterance().audio())));
        }
        decoders.remove("");
        if (!decoders.isEmpty()) {
            identity.put("audio_decoders", String.join(" and ", decoders));
        }
        return identity;
    }
}
