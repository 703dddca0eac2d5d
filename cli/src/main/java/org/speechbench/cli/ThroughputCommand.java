package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code throughput}: measures only speed. */
@Command(
        name = "throughput",
        description =
                "Measure how fast upstreams train and encode, and the ratios of their speeds, in interleaved forks.",
        footer = {
            "  speechbench throughput --size tiny --rounds 3",
            "  speechbench throughput --ladder",
            "  speechbench throughput --ladder --size base --device gpu",
            "  speechbench throughput --upstreams hubert,fast_hubert --modules hubert"
        })
final class ThroughputCommand extends BaseCommand implements Callable<Integer> {
    private static final String DEFAULT =
            "title: Throughput\ndata: synthetic\nthroughput: { upstreams: [hubert, fast_hubert] }\n";

    @Parameters(
            paramLabel = "CONFIG",
            arity = "0..*",
            description = "Experiment file with a throughput section; otherwise hubert and fast_hubert.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            completionCandidates = CompletionCandidates.Sizes.class,
            description = "Size, for example tiny, small or base.")
    private String size = "";

    @Option(
            names = "--upstreams",
            paramLabel = "NAME",
            completionCandidates = CompletionCandidates.Upstreams.class,
            split = ",",
            description = "Providers to measure, the baseline first.")
    private List<String> upstreams = new ArrayList<>();

    @Option(
            names = "--ladder",
            description =
                    "Time the training steps of experiments/speed-ladder.yaml: from HuBERT's published compute to Fast-HuBERT and beyond.")
    private boolean ladder;

    @Option(
            names = "--benchmarks",
            paramLabel = "NAME",
            split = ",",
            description =
                    "What to time for each upstream: train_step, encode, encode_alone, fbank, kmeans, ctc, cache_read, head_step."
                            + " By default train_step and encode.")
    private List<String> benchmarks = new ArrayList<>();

    @Option(
            names = "--modules",
            paramLabel = "LABEL",
            split = ",",
            description = "Time the training steps of these upstreams or rows part by part as well.")
    private List<String> modules = new ArrayList<>();

    @Option(names = "--rounds", paramLabel = "N", description = "Forks of each upstream.")
    private int rounds;

    @Mixin
    private RunSettings settings = new RunSettings();

    @Mixin
    private KeepSettings keep = new KeepSettings();

    @Override
    public Integer call() {
        List<String> overrides =
                new ArrayList<>(List.of("data=synthetic", "pretrain={}", "finetune={}", "upstreams={}", "tasks={}"));
        add(overrides, "throughput.size", size);
        add(overrides, "throughput.upstreams", list(upstreams));
        add(overrides, "throughput.benchmarks", list(benchmarks));
        add(overrides, "throughput.modules", list(modules));
        add(overrides, "throughput.rounds", rounds == 0 ? "" : Integer.toString(rounds));
        overrides.addAll(settings.overrides());
        ConfigReader reader = new ConfigReader();
        ResolvedConfig config = config(reader, overrides);
        if (config.config().throughput() == null) {
            throw new UserError(
                    config.source() + " has no section 'throughput', so there is nothing to time.",
                    "Add one, name upstreams with --upstreams, or leave the file out.");
        }
        return session(settings, keep.folder()).run(config);
    }

    private ResolvedConfig config(ConfigReader reader, List<String> overrides) {
        if (ladder && files.isEmpty()) {
            return reader.read(List.of(Home.find().experiment("speed-ladder.yaml")), overrides);
        } else if (ladder) {
            throw new UserError(
                    "--ladder is experiments/speed-ladder.yaml, but " + files + " was given as well.",
                    "Leave out one of the two; an experiment file may have a throughput.ladder of its own.");
        }
        return files.isEmpty() ? reader.parse("throughput.yaml", DEFAULT, overrides) : reader.read(files, overrides);
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "" : "[" + String.join(", ", names) + "]";
    }

    private static void add(List<String> overrides, String key, String value) {
        if (!value.isEmpty()) {
            overrides.add(key + "=" + value);
        }
    }
}
