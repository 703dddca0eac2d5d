package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.architectures.Budget;
import org.speechbench.bench.architectures.Candidate;
import org.speechbench.bench.architectures.Cost;
import org.speechbench.bench.architectures.EvolutionarySearch;
import org.speechbench.bench.architectures.NetworkMeasures;
import org.speechbench.bench.architectures.ParetoFront;
import org.speechbench.bench.architectures.RandomSearch;
import org.speechbench.bench.architectures.Search;
import org.speechbench.bench.encode.SpeechInput;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.Progress;
import org.speechbench.core.Seeds;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Machine;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Devices;
import org.speechbench.reports.table.CsvRenderer;
import org.speechbench.reports.table.TableModel;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.supernet.DistillationHead;
import org.speechbench.upstream.supernet.SearchSpace;
import org.speechbench.upstream.supernet.Subnetwork;
import org.speechbench.upstream.supernet.SubnetworkSettings;
import org.speechbench.upstream.supernet.Supernet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code architectures}: searches a supernet for networks within a budget. */
@Command(
        name = "architectures",
        description = {
            "Search a supernet for the best networks within a budget, and print those of which no other is as good and costs no more.",
            "How good a network is, is how near its predictions of the teacher are to those of the whole supernet (mean L1). Without --checkpoint, networks are only counted."
        },
        footer = {
            "  speechbench architectures --size small --budget params=27M",
            "  speechbench architectures --checkpoint light --in DIR --budget gmacs=5",
            "  speechbench architectures --budget latency=40 --candidates 10"
        })
final class ArchitecturesCommand extends BaseCommand implements Callable<Integer> {
    private static final int SHOWN = 20;
    private static final int NOISE_SECONDS = 10;

    /** The ways to search. */
    enum Way {
        random,
        evolutionary
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "UPSTREAM",
            completionCandidates = CompletionCandidates.Upstreams.class,
            description = "The supernet. Default: ${DEFAULT-VALUE}.")
    private String upstream = "light_hubert";

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            completionCandidates = CompletionCandidates.Sizes.class,
            description = "Its size; with --checkpoint it is that of the weights. Default: base.")
    private String size = "";

    @Option(
            names = "--budget",
            required = true,
            paramLabel = "COST=NUMBER",
            description =
                    "The most that a network may cost: params=27M, gmacs=5 (for a second of audio) or latency=40 (milliseconds for a second of audio, measured on this machine).")
    private String budget = "";

    @Option(
            names = "--search",
            paramLabel = "WAY",
            description = "random, or evolutionary, which improves on the best so far. Default: ${DEFAULT-VALUE}.")
    private Way way = Way.random;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            description = "How many networks within the budget to measure. Default: ${DEFAULT-VALUE}.")
    private int candidates = 64;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the search. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "Model folder of a supernet that 'speechbench distill' has trained.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--in",
            arity = "1..*",
            paramLabel = "PLACE",
            description =
                    "Recordings to measure with: audio files, folders that are searched for them, or manifests (.tsv).")
    private List<Path> places = new ArrayList<>();

    @Option(names = "--split", paramLabel = "NAME", description = "Only the utterances of this split of manifests.")
    private String split = "";

    @Option(
            names = "--utterances",
            paramLabel = "N",
            description = "How many recordings to take, the first ones. Default: ${DEFAULT-VALUE}.")
    private int utterances = 8;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that paths in manifests are relative to; otherwise the one above manifests/.")
    private @Nullable Path data;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            completionCandidates = CompletionCandidates.Precisions.class,
            description = "Precision of matrix products: fp32, bf16 or fp16. Default: ${DEFAULT-VALUE}.")
    private String precision = "fp32";

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes all measured networks as CSV.")
    private @Nullable Path csv;

    @Override
    public Integer call() {
        Budget most = Budget.of(budget);
        Upstreams upstreams = Services.load().upstreams().noting(console()::warn);
        Supernet supernet = upstreams.require(upstream, Supernet.class, "hold other networks");
        requirePlausible();
        Precision type = Precision.of(precision);
        UpstreamSpec asked = UpstreamSpec.of(upstream, size, seed, type).from(checkpoint);
        UpstreamSpec spec =
                asked.sized(checkpoint != null ? upstreams.describe(asked).size() : size.isEmpty() ? "base" : size);
        SearchSpace space = supernet.space(spec.size());
        try (EngineContext engine = EngineContext.on(Devices.of("cpu", type).first(), type);
                NetworkMeasures measures = new NetworkMeasures(upstreams, spec, most, speech(engine, most))) {
            shown(most, space, found(most, space, measures));
        }
        return 0;
    }

    private void requirePlausible() {
        if (candidates < 1 || utterances < 1) {
            throw new UserError("--candidates and --utterances are at least 1.", "Correct them.");
        }
        if (checkpoint != null && places.isEmpty()) {
            throw new UserError(
                    "Networks of a checkpoint are compared on recordings, and there is no --in.",
                    "Add for example --in manifests/pretrain.tsv --split dev.");
        }
        if (checkpoint == null && way == Way.evolutionary) {
            throw new UserError(
                    "An evolutionary search improves on what was measured, and without --checkpoint nothing is known about"
                            + " how good a network is.",
                    "Name a trained supernet, or leave --search out.");
        }
    }

    private List<Candidate> found(Budget most, SearchSpace space, NetworkMeasures measures) {
        Search search = way == Way.random ? new RandomSearch() : EvolutionarySearch.usual();
        try (Progress.Stage stage = console().progress().start("measure networks", candidates)) {
            Function<Subnetwork, Candidate> counted = network -> {
                Candidate candidate = measures.apply(network);
                stage.advance(candidate.cost(most.cost()) <= most.most() ? 1 : 0, "");
                return candidate;
            };
            return search.run(space, most, counted, candidates, new Seeds(seed));
        }
    }

    private NetworkMeasures.Speech speech(EngineContext engine, Budget most) {
        Optional<DistillationHead> head =
                Optional.ofNullable(checkpoint).map(folder -> DistillationHead.of(folder, upstream));
        boolean encodes = head.isPresent() || most.cost() == Cost.LATENCY;
        return new NetworkMeasures.Speech(engine, encodes ? recordings() : List.of(), head);
    }

    private List<Waveform> recordings() {
        if (places.isEmpty()) {
            return List.of(noise());
        }
        List<Utterance> chosen = SpeechInput.of(places, data, console().progress()::note).stream()
                .filter(u -> split.isEmpty() || u.split().equals(split))
                .limit(utterances)
                .toList();
        if (chosen.isEmpty()) {
            throw new UserError(
                    "No utterance of --in is in the split '" + split + "'.", "Leave --split out, or correct it.");
        }
        WaveformReader reader = new WaveformReader(new AudioReader(), "--in");
        return chosen.stream().map(reader::read).toList();
    }

    /** What time takes does not depend on what is said. */
    private Waveform noise() {
        SplittableRandom random = new SplittableRandom(seed);
        float[] samples = new float[NOISE_SECONDS * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.1 * random.nextGaussian());
        }
        return new Waveform(samples);
    }

    private void shown(Budget most, SearchSpace space, List<Candidate> found) {
        List<Candidate> front = ParetoFront.of(found, most.cost());
        Set<Candidate> best = new HashSet<>(front);
        TableModel.Columns<Candidate> columns = columns(best);
        if (csv != null) {
            AtomicFiles.write(csv, CsvRenderer.render(columns.build("architectures", "", "", found)));
        }
        List<Candidate> lines = checkpoint == null ? costliest(found, most) : front;
        console()
                .print(String.format(
                        Locale.ROOT,
                        "%s: %,d networks; %s search, seed %d, %d measured within %s",
                        space.name(),
                        space.size(),
                        way,
                        seed,
                        found.size(),
                        budget));
        if (found.isEmpty()) {
            console().print("none is within the budget; the smallest is " + SubnetworkSettings.of(space.smallest()));
            return;
        }
        console().table(lines.stream().map(ArchitecturesCommand::line).toList());
        notes(most);
    }

    private static List<Candidate> costliest(List<Candidate> found, Budget most) {
        return found.stream()
                .sorted(Comparator.comparingDouble((Candidate c) -> -c.cost(most.cost())))
                .limit(SHOWN)
                .toList();
    }

    private void notes(Budget most) {
        console().print("parameters are counted as published: without the gains of weight norm (docs/supernets.md).");
        if (checkpoint == null) {
            console()
                    .print(
                            "without --checkpoint nothing is known about how good these networks are; the costliest come first.");
        } else {
            console()
                    .print(
                            "distance: mean L1 between predictions of the teacher by this network and by the whole supernet.");
        }
        if (most.cost() == Cost.LATENCY) {
            console()
                    .print("latency: milliseconds for a second of audio, utterances one by one, on "
                            + Machine.probe().cpuModel() + ", " + precision + ".");
        }
        if (csv != null) {
            console().print("all measured networks: " + csv);
        }
    }

    private static TableModel.Columns<Candidate> columns(Set<Candidate> front) {
        return new TableModel.Columns<Candidate>()
                .value("embed", c -> c.network().embed())
                .value("depth", c -> c.network().depth())
                .value("layer_heads", c -> setting(c, "layer_heads"))
                .value("ffn_ratio", c -> setting(c, "ffn_ratio"))
                .value("parameters", Candidate::parameters)
                .value("gmacs", c -> Math.rint(c.gmacs() * 1e6) / 1e6)
                .value("latency_ms", c -> measured(c.latency()))
                .value("distance", c -> measured(c.distance()))
                .value("on_front", front::contains);
    }

    private static String setting(Candidate candidate, String name) {
        return String.valueOf(SubnetworkSettings.of(candidate.network()).get(name));
    }

    private static @Nullable Object measured(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /** A line of the printed table, with as many digits as people read. */
    private static Map<String, Object> line(Candidate candidate) {
        Map<String, Object> line = columns(Set.of()).values(candidate);
        line.remove("on_front");
        line.replaceAll((name, value) -> value instanceof Number number ? digits(name, number) : value);
        return line;
    }

    private static Object digits(String name, Number number) {
        return switch (name) {
            case "parameters" -> String.format(Locale.ROOT, "%,d", number.longValue());
            case "gmacs" -> String.format(Locale.ROOT, "%.2f", number.doubleValue());
            case "latency_ms" -> String.format(Locale.ROOT, "%.1f", number.doubleValue());
            case "distance" -> String.format(Locale.ROOT, "%.4f", number.doubleValue());
            default -> number;
        };
    }
}
