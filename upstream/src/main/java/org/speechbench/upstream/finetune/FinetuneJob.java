package org.speechbench.upstream.finetune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.UpstreamSpec;

/**
 * A whole fine-tuning with CTC: an upstream, transcripts, the loop, the model that was best on dev.
 *
 * <p>Under {@code out}: {@code events.csv} (one line an interval, see {@link org.speechbench.core.result.FinetuneLog}),
 * {@code tensorboard/} (the same for TensorBoard), {@code checkpoints/} (the last two, for resuming) and {@code model/},
 * the best so far, which
 * {@link Finetuning#recognizer} opens, and {@code open} as an upstream.
 *
 * @param options which upstream; without a checkpoint it begins at random weights
 * @param source digest of what it begins with, so that a changed checkpoint is not resumed from
 * @param symbols one a class; the first is the blank
 * @param train utterances with their targets
 * @param dev utterances that decide which weights are kept; empty to keep the last
 * @param reader decodes them
 * @param devMetric scores them
 * @param out folder of this run
 */
public record FinetuneJob(
        EngineContext engine,
        Finetuning provider,
        UpstreamSpec options,
        String source,
        FinetuneConfig config,
        List<String> symbols,
        List<FinetuneExample> train,
        List<FinetuneExample> dev,
        WaveformReader reader,
        DevMetric devMetric,
        Path out,
        Progress progress) {
    /** Folder of the kept weights under {@code out}. */
    public static final String MODEL = "model";

    /** File of the log under {@code out}. */
    public static final String EVENTS = "events.csv";

    public FinetuneJob {
        symbols = List.copyOf(symbols);
        train = List.copyOf(train);
        dev = List.copyOf(dev);
    }

    /**
     * Runs it to the end, or until asked to stop.
     *
     * @param resume continues at the last whole checkpoint under {@code out}, if there is one, and ends with the weights
     *     of a run that never stopped; otherwise there must not be any
     * @param stop asked after every step; when true, a checkpoint is written and the run returns unfinished
     * @throws UserError if audio or checkpoint cannot be used, no target is feasible, or training diverges
     */
    public FinetuneResult run(boolean resume, BooleanSupplier stop) {
        try (Finetunable model = provider.finetunable(engine, options, config.model(), symbols)) {
            List<FinetuneExample> feasible = feasible(model);
            int infeasible = train.size() - feasible.size();
            if (infeasible > 0) {
                progress.note("Left out " + infeasible + " of " + train.size()
                        + " utterances whose targets need more frames than they have.");
            }
            FinetuneBatches batches = new FinetuneBatches(feasible, reader, config.batchSeconds(), config.seed());
            return new Finetuner(this, model, batches, identity(feasible), infeasible).run(resume, stop);
        }
    }

    private List<FinetuneExample> feasible(Finetunable model) {
        List<FinetuneExample> feasible = new ArrayList<>();
        for (FinetuneExample listed : train) {
            FinetuneExample e = measured(listed);
            int frames = model.frames(Math.toIntExact(e.utterance().numSamples()));
            if (e.target().length > 0 && frames >= e.framesNeeded()) {
                feasible.add(e);
            }
        }
        if (feasible.isEmpty()) {
            throw new UserError(
                    "None of " + train.size() + " training utterances has a target that its frames can hold.",
                    "Use a model with shorter frames, or another corpus.");
        }
        return feasible;
    }

    /** A manifest need not say how long a recording is. */
    private FinetuneExample measured(FinetuneExample e) {
        Utterance u = e.utterance();
        if (u.numSamples() > 0) {
            return e;
        }
        int samples = reader.read(u).length();
        Utterance measured = new Utterance(u.id(), u.audio(), samples, u.speaker(), u.split(), u.labels());
        return new FinetuneExample(measured, e.target());
    }

    private Map<String, String> identity(List<FinetuneExample> feasible) {
        Map<String, String> identity = new LinkedHashMap<>(config.settings());
        identity.put("provider", options.provider());
        identity.put("size", options.size());
        identity.put("settings", new TreeMap<>(options.settings()).toString());
        identity.put("weights_seed", Long.toString(options.seed()));
        identity.put("precision", options.precision().id());
        identity.put("source", source);
        identity.put("symbols", Digests.sha256(String.join(" ", symbols)));
        StringBuilder text = new StringBuilder();
        for (List<FinetuneExample> split : List.of(feasible, dev)) {
            split.forEach(e -> text.append(e.utterance().id())
                    .append('\t')
                    .append(e.utterance().numSamples())
                    .append('\t')
                    .append(java.util.Arrays.toString(e.target()))
                    .append('\n'));
            text.append('\n');
        }
        identity.put("examples", Digests.sha256(text.toString()));
        return identity;
    }
}
