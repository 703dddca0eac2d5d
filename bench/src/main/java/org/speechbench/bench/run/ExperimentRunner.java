package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.core.Home;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Machine;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.SoundRecordings;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Gpus;

/**
 * Runs the stages of an experiment one after the other. If one fails, rows with the reason are written and everything
 * else continues; what is finished is not repeated.
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
        this.services = services.noting(line -> progress.note("Warning: " + line));
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
        Plan plan = Plan.of(
                resolved, services, corpora(Corpora.Depth.FILES, SoundRecordings.none(), progress), options, earlier);
        return plan.summary(earlier, new TimeEstimates(earlierRuns(), config.precision()), options);
    }

    private EarlierRuns earlierRuns() {
        Machine machine = Machine.probe().computingOn(Gpus.of(options.devices()));
        return EarlierRuns.beside(options.out(), machine, options.devices().provenance());
    }

    /**
     * Runs everything that is not finished.
     *
     * @throws UserError if something that is named does not exist; nothing has been computed in this case
     * @throws Stopped if the process was asked to end
     */
    public Outcome run() {
        CompletedWork earlier = CompletedWork.of(options);
        if (isFinished(earlier)) {
            progress.note("everything is finished");
            return new Outcome(options.out(), earlier.rows(), 0);
        }
        // Names and recordings in all sections are checked first; nothing is written if one is missing.
        RunFolder.checkWritable(options.out());
        Path kept = options.cache().folder().resolve("recordings.tsv");
        SoundRecordings decoded = Plan.isEmpty(config, options.selection().scope())
                ? SoundRecordings.none()
                : SoundRecordings.open(kept, progress::note);
        Corpora corpora = corpora(Corpora.Depth.AUDIO, decoded, progress);
        Plan plan = Plan.of(resolved, services, corpora, options, earlier);
        Precision precision = Precision.of(config.precision());
        try (RunFolder folder = RunFolder.open(options.out(), resolved, options.resume());
                StopSignal stop = StopSignal.listen();
                Engines engines = new Engines(options.devices(), precision, progress)) {
            if (!engines.main().device().isGpu() && precision == Precision.FP16) {
                progress.note("Warning: fp16 is for GPUs. Processors are many times slower in it than in bf16.");
            }
            plan.warnings().forEach(warning -> progress.note("Warning: " + warning + "."));
            plan.doubts(config.precision()).forEach(line -> progress.note("Warning: " + line));
            ProvenanceWriter provenance = new ProvenanceWriter(
                    folder.files(), home.root(), resolved, options, engines, corpora.audioDecoders());
            engines.keepKernels(
                    provenance.earlierKernels(), () -> provenance.write(plan, data.bundled(), failures.warnings()));
            provenance.write(plan, data.bundled(), List.of());
            RunProgress timed = new RunProgress(progress, System::nanoTime);
            StageContext context = new StageContext(
                    options, engines, folder, features(), stop, timed, failures, new LinkedHashMap<>());
            run(plan, context, timed);
            provenance.write(plan, data.bundled(), failures.warnings());
            return new Outcome(options.out(), folder.results().rows(), failures.count());
        }
    }

    private void run(Plan plan, StageContext context, RunProgress timed) {
        EarlierRuns earlier = earlierRuns();
        List<Stage> left = plan.left(context.done(), options.selection().scope());
        Map<String, String> broken = new LinkedHashMap<>();
        for (Stage stage : plan.stages()) {
            int place = left.indexOf(stage);
            if (place < 0) {
                progress.note(stage.title() + " is finished");
            } else {
                timed.begin(
                        () -> time(List.of(stage), context, earlier),
                        time(left.subList(place + 1, left.size()), context, earlier));
                run(stage, context, broken);
                timed.end();
            }
            Path model = stage.model(context.folder().files());
            if (model != null && !broken.containsKey(stage.name())) {
                context.models().put(stage.name(), model);
            }
        }
    }

    /** The time that stages take, by earlier runs and by what this run has measured so far. */
    private TimeLeft time(List<Stage> stages, StageContext context, EarlierRuns earlier) {
        CompletedWork done = context.done();
        EarlierRuns.Run sofar = new EarlierRuns.Run(
                "this run",
                "",
                context.engine().threads(),
                config,
                context.engines().ceilings(),
                done.rows());
        TimeEstimates estimates = new TimeEstimates(earlier.with(sofar), config.precision());
        try {
            return TimeLeft.of(stages.stream()
                    .flatMap(stage -> stage.describe(done, estimates).stream())
                    .toList());
        } catch (RuntimeException e) {
            // The arithmetic of a plug-in may fail. Its time is then unknown, which stops no run.
            return TimeLeft.UNKNOWN;
        }
    }

    private void run(Stage stage, StageContext context, Map<String, String> broken) {
        try {
            stage.needs().stream().filter(broken::containsKey).findFirst().ifPresent(needed -> {
                throw new UserError(
                        "It needs " + needed + ", whose training failed: " + broken.get(needed), "Mend that first.");
            });
            stage.run(context);
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            String reason = failures.add(stage.title(), e);
            stage.fail(context, reason);
            if (!stage.name().isEmpty()) {
                broken.put(stage.name(), reason);
            }
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
            Corpora manifests = corpora(Corpora.Depth.MANIFESTS, SoundRecordings.none(), Progress.silent());
            return Plan.of(resolved, services, manifests, options, earlier)
                    .left(earlier, options.selection().scope())
                    .isEmpty();
        } catch (UserError e) {
            return false;
        }
    }

    private FeatureCache features() {
        RunOptions.Cache cache = options.cache();
        FeatureCache features = cache.bytes() == 0
                ? FeatureCache.none()
                : FeatureCache.open(cache.folder().resolve("features"), cache.bytes(), progress::note);
        return features.encoding(config.probing().batches());
    }

    private Corpora corpora(Corpora.Depth depth, SoundRecordings decoded, Progress notes) {
        SplitLimit limit = new SplitLimit(config.recordings().limit(), config.seed());
        return new Corpora(data, BadItems.of(options.skipBad(), notes), limit, depth, decoded, notes);
    }
}
