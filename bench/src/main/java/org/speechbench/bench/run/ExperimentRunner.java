package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.bench.config.UpstreamEntry;
import org.speechbench.core.Home;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.RowKind;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.SoundRecordings;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.downstream.TaskRun;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.pretrain.PretrainJob;

/**
 * Runs an experiment: pre-training, then every upstream on every task, then throughput. If something fails, a row with
 * the reason is written and everything else continues; what is finished is not repeated.
 */
public final class ExperimentRunner {
    private final ResolvedConfig resolved;
    private final ExperimentConfig config;
    private final RunOptions options;
    private final DataFolder data;
    private final Home home;
    private final Services services;
    private final Progress progress;
    private final Failures failures;
    private final AudioReader reader = new AudioReader();

    public ExperimentRunner(
            ResolvedConfig resolved,
            RunOptions options,
            DataFolder data,
            Home home,
            Services services,
            Progress progress) {
        this.resolved = resolved;
        this.config = resolved.config();
        this.options = options;
        this.data = data;
        this.home = home;
        this.services = services;
        this.progress = progress;
        this.failures = new Failures(progress, options.debug());
    }

    /**
     * Describes what {@link #run} would do, without computing or writing anything.
     *
     * @throws UserError as {@link #run} does
     */
    public RunPlan plan() {
        RunFolder.check(options.out(), resolved, options.resume());
        CompletedWork earlier = CompletedWork.of(options);
        Plan plan = Plan.of(config, services, corpora(null, SoundRecordings.none()), options, earlier);
        Sections.require(resolved, options);
        return new RunPlanner(plan, config, services, options, earlier).plan();
    }

    /**
     * Runs everything that is not finished.
     *
     * @throws UserError if something that is named does not exist; nothing has been computed in this case
     * @throws Stopped if the process was asked to end
     */
    public Outcome run() {
        CompletedWork earlier = CompletedWork.of(options);
        // Names and recordings in all sections are checked first; nothing is written if one is missing.
        boolean runs = Sections.missing(resolved, options) == null;
        if (runs && isFinished(earlier)) {
            progress.note("everything is finished");
            return new Outcome(options.out(), earlier.rows(), 0);
        }
        Path kept = options.cache().resolve("recordings.tsv");
        RunFolder.checkWritable(options.out());
        Corpora corpora = corpora(reader, runs ? SoundRecordings.open(kept, progress::note) : SoundRecordings.none());
        Plan plan = Plan.of(config, services, corpora, options, earlier);
        Sections.require(resolved, options);
        try (RunFolder folder = RunFolder.open(options.out(), resolved, options.resume());
                StopSignal stop = StopSignal.listen();
                Engines engines = new Engines(options.devices(), Precision.of(config.precision()))) {
            EngineContext engine = engines.main();
            if (!engine.device().isGpu() && Precision.of(config.precision()) == Precision.FP16) {
                progress.note("Warning: fp16 is for GPUs. Processors are many times slower in it than in bf16.");
            }
            plan.warnings().forEach(warning -> progress.note("Warning: " + warning + "."));
            plan.doubts().forEach(line -> progress.note("Warning: " + line));
            ProvenanceWriter provenance = provenance(folder, engine);
            Map<String, String> digests = new LinkedHashMap<>(corpora.digests());
            digests.putAll(plan.trialDigests());
            provenance.write(digests, plan, data.bundled(), List.of());
            Map<String, Path> models = new LinkedHashMap<>();
            Map<String, String> broken = new LinkedHashMap<>();
            train(plan, engines, folder, stop, models, broken, earlier);
            probe(plan, engine, folder, stop, models, broken);
            List<String> seen = throughput(folder, provenance.ceilings(), stop);
            provenance.write(digests, plan, data.bundled(), seen);
            return new Outcome(options.out(), folder.results().rows(), failures.count());
        }
    }

    /**
     * Decides from results, configuration and manifests alone; if these are not sufficient, the answer is determined
     * during the run.
     */
    private boolean isFinished(CompletedWork earlier) {
        if (earlier.rows().isEmpty()) {
            return false;
        }
        RunFolder.check(options.out(), resolved, options.resume());
        try {
            Corpora manifests =
                    Corpora.ofManifests(data, BadItems.of(options.skipBad(), Progress.silent()), limit(), progress);
            return earlier.hasAll(Plan.of(config, services, manifests, options, earlier), config, options);
        } catch (UserError e) {
            return false;
        }
    }

    private ProvenanceWriter provenance(RunFolder folder, EngineContext engine) {
        try (Progress.Stage stage = progress.start("measure matrix products", 0)) {
            ProvenanceWriter writer = new ProvenanceWriter(folder.files(), home.root(), resolved, options, engine);
            stage.advance(1, "");
            return writer;
        }
    }

    private SplitLimit limit() {
        return new SplitLimit(config.limit(), config.seed());
    }

    private Corpora corpora(@Nullable AudioReader decoder, SoundRecordings decoded) {
        return new Corpora(data, BadItems.of(options.skipBad(), progress), limit(), decoder, decoded, progress);
    }

    private void train(
            Plan plan,
            Engines engines,
            RunFolder folder,
            StopSignal stop,
            Map<String, Path> models,
            Map<String, String> broken,
            CompletedWork earlier) {
        EngineContext engine = engines.main();
        Set<String> needed = earlier.needed(plan, config, options);
        PretrainStage pretraining = new PretrainStage(
                config,
                services,
                engines.all(),
                folder,
                new ExperimentTargets(config, services.upstreams(), data, BadItems.of(options.skipBad(), progress)),
                options.cache().resolve("pretrain"),
                reader,
                options.skipBad(),
                stop,
                progress);
        FinetuneStage finetuning = new FinetuneStage(config, services, engines.all(), folder, reader, stop, progress);
        for (String label : plan.training().order()) {
            if (!needed.contains(label)) {
                boolean pretrains = plan.training().pretrain().containsKey(label);
                progress.note((pretrains ? "pre-training of " : "fine-tuning of ") + label + " is finished");
                continue;
            }
            TrainingPlan.PlannedPretraining pretrained =
                    plan.training().pretrain().get(label);
            TrainingPlan.PlannedFinetuning finetuned =
                    plan.training().finetune().get(label);
            try {
                String source = config.dependsOn(label);
                if (broken.containsKey(source)) {
                    throw new UserError("It needs " + source + ", whose training failed.", "Mend that first.");
                }
                if (pretrained != null) {
                    models.put(label, pretraining.run(label, pretrained, models));
                } else if (finetuned != null) {
                    models.put(label, finetuning.run(label, finetuned, models));
                }
            } catch (Stopped e) {
                throw e;
            } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
                String reason = failures.add((pretrained != null ? "pre-training of " : "fine-tuning of ") + label, e);
                if (pretrained != null) {
                    folder.results().append(pretraining.failed(label, pretrained, reason));
                } else if (finetuned != null) {
                    folder.results().append(finetuning.failed(label, finetuned, reason));
                }
                broken.put(label, reason);
            }
        }
    }

    private void probe(
            Plan plan,
            EngineContext engine,
            RunFolder folder,
            StopSignal stop,
            Map<String, Path> models,
            Map<String, String> broken) {
        FeatureCache cache = options.cacheBytes() == 0
                ? FeatureCache.none()
                : FeatureCache.open(options.cache().resolve("features"), options.cacheBytes(), progress::note);
        WaveformReader speech = new WaveformReader(reader, "the task's corpus");
        TaskRun taskRun = new TaskRun(engine, cache, speech::read, new StoppableProgress(progress, stop));
        Clips clips = new Clips(folder.files(), speech, progress);
        CellStage stage = new CellStage(config, services, engine, folder, taskRun, clips, failures, stop, progress);
        plan.upstreams().forEach((label, planned) -> {
            UpstreamEntry entry = planned.entry();
            if (broken.containsKey(entry.pretrained())) {
                stage.failAll(
                        label,
                        planned,
                        plan.tasks(),
                        "pre-training of " + entry.pretrained() + " failed: " + broken.get(entry.pretrained()));
            } else {
                stage.run(label, planned, checkpoint(entry, models), plan.tasks());
            }
        });
    }

    private @Nullable Path checkpoint(UpstreamEntry entry, Map<String, Path> models) {
        if (!entry.checkpoint().isEmpty()) {
            return Path.of(entry.checkpoint());
        }
        Path model = models.get(entry.pretrained());
        return model != null && entry.init().equals("random") ? model.resolveSibling(PretrainJob.INITIAL) : model;
    }

    private List<String> throughput(RunFolder folder, Map<String, Double> ceilings, StopSignal stop) {
        ThroughputEntry entry = config.throughput();
        boolean measured = folder.results().rows().stream().anyMatch(r -> r.is(RowKind.THROUGHPUT) && r.ok());
        if (entry == null || !ThroughputStage.isWanted(config, options) || measured) {
            return List.of();
        }
        return new ThroughputStage(
                        entry, config.precision(), options.devices().first(), services, folder, failures, progress)
                .run(ceilings, stop);
    }
}
