package org.speechbench.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.DistillEntry;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.speed.Rounds;
import org.speechbench.core.Progress;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Measure;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.Subject;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;

/**
 * The size of every student and teacher, and how fast they encode the same utterances one by one: all of them in turn in each
 * round, and every other round in reverse order.
 */
final class ModelStage implements Stage {
    private static final int ROUNDS = 6;
    private static final double SECONDS = 30;
    private static final Set<String> FRONTS = Set.of("feature_extractor", "subsampler");
    private static final double OPERATIONS_A_STEP = 6;

    private final Planning planning;
    private final List<Model> models;
    private final Corpus corpus;

    /**
     * A student or a teacher.
     *
     * @param label of its training, or the folder of a checkpoint
     * @param spec of the network, with the checkpoint if it has one
     * @param trained null for a checkpoint
     */
    private record Model(String label, UpstreamSpec spec, @Nullable SeededLabel trained) {}

    private ModelStage(Planning planning, List<Model> models, Corpus corpus) {
        this.planning = planning;
        this.models = List.copyOf(models);
        this.corpus = corpus;
    }

    /**
     * The stage of an experiment, with the first of the seeds of each training; empty if it has no students.
     *
     * @param trained the labels of the trainings that are run
     */
    static Optional<ModelStage> of(Planning planning, List<String> trained) {
        ExperimentConfig config = planning.config();
        Map<String, Model> models = new LinkedHashMap<>();
        List<String> students = config.trainings().distill().keySet().stream()
                .filter(trained::contains)
                .toList();
        for (String student : students) {
            DistillEntry.Teacher teacher = Objects.requireNonNull(
                            config.trainings().distill().get(student))
                    .teacher();
            String taught = teacher.from() + teacher.checkpoint();
            if (!teacher.checkpoint().isEmpty()) {
                models.computeIfAbsent(taught, any -> checkpoint(config, teacher));
            } else if (config.pretrain().containsKey(taught)) {
                models.computeIfAbsent(taught, any -> trained(config, taught));
            }
            models.put(student, trained(config, student));
        }
        return students.isEmpty()
                ? Optional.empty()
                : Optional.of(new ModelStage(
                        planning,
                        List.copyOf(models.values()),
                        planning.corpora()
                                .corpus(Objects.requireNonNull(config.pretrain().get(students.get(0)))
                                        .data())));
    }

    private static Model trained(ExperimentConfig config, String label) {
        return new Model(
                label,
                config.spec(Objects.requireNonNull(config.pretrain().get(label))),
                config.trained(label).get(0));
    }

    private static Model checkpoint(ExperimentConfig config, DistillEntry.Teacher teacher) {
        Path folder = Path.of(teacher.checkpoint());
        CheckpointName name = CheckpointName.of(folder, teacher.provider(), teacher.size());
        return new Model(
                teacher.checkpoint(),
                config.spec(name.provider(), name.size(), Map.of()).from(folder),
                null);
    }

    @Override
    public String title() {
        return "sizes and speeds of students and teachers";
    }

    @Override
    public List<String> needs() {
        return models.stream()
                .map(Model::trained)
                .filter(Objects::nonNull)
                .map(SeededLabel::name)
                .toList();
    }

    @Override
    public boolean isFinished(CompletedWork done) {
        return models.stream().allMatch(model -> done.rows().stream()
                .anyMatch(row -> row.measures(RowKind.MODEL, model.label(), Metrics.ENCODE_SPEED)));
    }

    @Override
    public List<RunPlan.Measured> describe(CompletedWork done, TimeEstimates estimates) {
        boolean finished = isFinished(done);
        return List.of(new RunPlan.Measured(models.size(), finished, finished ? TimeLeft.NONE : TimeLeft.UNKNOWN));
    }

    @Override
    public RunPlan.Space space() {
        return RunPlan.Space.NONE;
    }

    @Override
    public void run(StageContext context) {
        forget(context);
        Map<Model, Upstream> open = new LinkedHashMap<>();
        try {
            for (Model model : models) {
                UpstreamSpec spec = model.spec().from(folder(context, model));
                open.put(model, planning.services().upstreams().open(context.engine(), spec));
            }
            Map<Model, Rounds> speeds = speeds(open, waveforms(), context.stop(), context.progress());
            open.forEach((model, upstream) -> rows(context, model, upstream, Objects.requireNonNull(speeds.get(model)))
                    .forEach(context.folder().results()::append));
        } finally {
            open.values().forEach(Upstream::close);
        }
    }

    private static Path folder(StageContext context, Model model) {
        SeededLabel trained = model.trained();
        return Objects.requireNonNull(
                trained == null
                        ? model.spec().checkpointPath()
                        : context.models().get(trained.name()));
    }

    private List<Waveform> waveforms() {
        WaveformReader reader = StageContext.speech(corpus.name());
        List<Waveform> waveforms = new ArrayList<>();
        double seconds = 0;
        for (Utterance utterance : corpus.utterances()) {
            if (seconds < SECONDS) {
                Waveform read = reader.read(utterance);
                waveforms.add(read);
                seconds += read.seconds();
            }
        }
        return waveforms;
    }

    /** The first round, in which everything is loaded, is not counted. */
    private static Map<Model, Rounds> speeds(
            Map<Model, Upstream> open, List<Waveform> waveforms, BooleanSupplier stop, Progress progress) {
        Map<Model, List<Double>> values = new LinkedHashMap<>();
        List<Model> order = new ArrayList<>(open.keySet());
        try (Progress.Stage stage = progress.start("encode speeds", ROUNDS)) {
            for (int round = 0; round <= ROUNDS; round++) {
                for (Model model : order) {
                    if (stop.getAsBoolean()) {
                        throw new Stopped();
                    }
                    double speed = speed(Objects.requireNonNull(open.get(model)), waveforms);
                    if (round > 0) {
                        values.computeIfAbsent(model, any -> new ArrayList<>()).add(speed);
                    }
                }
                Collections.reverse(order);
                if (round > 0) {
                    stage.advance(1, "");
                }
            }
        }
        Map<Model, Rounds> rounds = new LinkedHashMap<>();
        values.forEach((model, speeds) -> rounds.put(model, new Rounds(speeds)));
        return rounds;
    }

    /** Seconds of audio per second; a value of the last layer is read back, so that all of its work has ended. */
    private static double speed(Upstream upstream, List<Waveform> waveforms) {
        double audio = 0;
        long began = System.nanoTime();
        for (Waveform waveform : waveforms) {
            try (HiddenStates states = upstream.encode(WaveformBatch.of(waveform))) {
                states.layers().get(states.layers().size() - 1).get("0, 0, 0").getFloat();
            }
            audio += waveform.seconds();
        }
        return audio / ((System.nanoTime() - began) / 1e9);
    }

    private List<ResultRow> rows(StageContext context, Model model, Upstream upstream, Rounds speed) {
        RowTemplate rows = template(model, upstream.digest());
        Map<Metric, Double> sizes = new LinkedHashMap<>();
        sizes.put(Metrics.PARAMETERS, upstream.card().cost().parameters() / 1e6);
        Path weights = folder(context, model).resolve(CheckpointStore.WEIGHTS);
        // A checkpoint of another toolkit has other names.
        if (Files.isRegularFile(weights)) {
            sizes.put(Metrics.ENCODER_PARAMETERS, encoderParameters(weights) / 1e6);
        }
        sizes.put(Metrics.MULTIPLY_ACCUMULATES, upstream.card().cost().gigaFlopsPerSecond() / OPERATIONS_A_STEP);
        List<ResultRow> all = new ArrayList<>();
        sizes.forEach((metric, value) -> all.add(rows.ok(metric, value, Cost.NONE, "")));
        int n = speed.values().size();
        Measure measure = new Measure(Metrics.ENCODE_SPEED, speed.geometricMean(), n, speed.interval(), null, "");
        all.add(rows.ok(measure, Cost.NONE, ""));
        return all;
    }

    /** All of the backbone but its front end. */
    private static long encoderParameters(Path weights) {
        return TensorFile.open(weights).tensors().entrySet().stream()
                .filter(tensor -> !FRONTS.contains(part(tensor.getKey())))
                .filter(tensor -> !isHead(tensor.getKey()))
                .mapToLong(tensor -> Arrays.stream(tensor.getValue().shape()).reduce(1, (a, b) -> a * b))
                .sum();
    }

    private static boolean isHead(String name) {
        return Set.of("objective", "predictor", "heads", "final_proj", "label_embeddings", "decoder")
                .contains(part(name));
    }

    private static String part(String name) {
        return name.replaceFirst("\\..*", "");
    }

    private RowTemplate template(Model model, String digest) {
        SeededLabel trained = model.trained();
        return new RowTemplate(
                RowKind.MODEL,
                new Subject(
                        model.label(),
                        model.spec().provider(),
                        model.spec().size(),
                        trained == null ? "checkpoint" : "pretrained",
                        digest,
                        false),
                Protocol.ofBenchmark("encode_alone"),
                Conditions.ofPrecision(planning.config().precision()),
                trained == null ? null : (Long) trained.seed());
    }

    private static void forget(StageContext context) {
        context.folder().keep(row -> !row.is(RowKind.MODEL), weight -> true);
    }

    @Override
    public void fail(StageContext context, String reason) {
        forget(context);
        models.forEach(model ->
                context.folder().results().append(template(model, "").failed(Metrics.ENCODE_SPEED, Cost.NONE, reason)));
    }
}
