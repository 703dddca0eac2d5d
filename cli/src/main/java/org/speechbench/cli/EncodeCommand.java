package org.speechbench.cli;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.encode.EncodeJob;
import org.speechbench.bench.encode.LayerChoice;
import org.speechbench.bench.encode.SpeechInput;
import org.speechbench.bench.encode.StatesFormat;
import org.speechbench.bench.run.StopSignal;
import org.speechbench.bench.run.Stopped;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Devices;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.states.StatesIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code encode}: writes hidden states to files. */
@Command(
        name = "encode",
        description = {
            "Write the hidden states of recordings to files, one for each utterance, for other programs.",
            "index.json in the folder maps files to recordings. Run the same command again to continue where it ended."
        },
        footer = {
            "  speechbench encode fbank --in corpora/synthetic --out states",
            "  speechbench encode hubert --size tiny --in a.wav b.wav --layers 4 --out out",
            "  speechbench encode hubert --checkpoint models/hubert-base --in DIR --out out"
        })
final class EncodeCommand extends BaseCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "UPSTREAM",
            completionCandidates = CompletionCandidates.Upstreams.class,
            description = "A name that 'speechbench list upstreams' shows.")
    private String upstream = "";

    @Option(
            names = "--in",
            required = true,
            arity = "1..*",
            paramLabel = "PLACE",
            description = "Audio files, folders that are searched for them, or manifests (.tsv).")
    private List<Path> places = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the states.")
    private Path out = Path.of("");

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            completionCandidates = CompletionCandidates.Sizes.class,
            description = "Size, for example tiny, small or base; with --checkpoint it is that of the weights.")
    private String size = "";

    @Option(
            names = "--checkpoint",
            paramLabel = "PLACE",
            description = "Model folder or file of weights; without one, weights are random.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--layers",
            paramLabel = "LIST",
            description =
                    "all, or numbers separated by commas; 0 is the input of the first layer. Numbers of another toolkit have its name before them, for example torchaudio:8 ('speechbench describe' lists them). Default: ${DEFAULT-VALUE}.")
    private String layers = "all";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "npy: one array (layers, frames, size); safetensors: one tensor per layer. Default: ${DEFAULT-VALUE}.")
    private StatesFormat format = StatesFormat.NPY;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            completionCandidates = CompletionCandidates.Precisions.class,
            description =
                    "Precision of matrix products: fp32, bf16 or fp16; files are fp32. Default: ${DEFAULT-VALUE}.")
    private String precision = "fp32";

    @Option(
            names = "--encode-batch",
            paramLabel = "SECONDS",
            description =
                    "Encode recordings of similar length together, at most this much audio with its padding; states then differ by rounding. 0: one by one. Default: ${DEFAULT-VALUE}.")
    private double encodeBatch;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the upstream, for example --set kind=plain for fbank.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private CheckpointSettings told = new CheckpointSettings();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of random weights. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that paths in manifests are relative to; otherwise the one above manifests/.")
    private @Nullable Path data;

    @Option(names = "--overwrite", description = "Overwrite existing files.")
    private boolean overwrite;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            completionCandidates = CompletionCandidates.DeviceNames.class,
            description =
                    "Where to compute: cpu, gpu, gpu:1, or auto (a GPU if there is one). Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Override
    public Integer call() {
        Upstreams upstreams = Services.load().upstreams().noting(console()::warn);
        Precision type = Precision.of(precision);
        // An engine is started for a device before anything else starts it.
        Device where = device(type);
        UpstreamSpec asked = UpstreamSpec.of(upstream, size, seed, type)
                .with(told.addedTo(settings))
                .from(checkpoint);
        UpstreamCard card = upstreams.describe(asked);
        card.checkpoint().lines().forEach(console()::warn);
        List<Integer> chosen =
                LayerChoice.of(layers, card.layers(), upstreams.get(upstream).layerNumberings());
        List<Utterance> utterances = SpeechInput.of(places, data, console().progress()::note);
        if (checkpoint == null && card.cost().parameters() > 0) {
            console().warn("without --checkpoint the weights of " + upstream + " are random.");
        }
        try (StopSignal stop = StopSignal.listen();
                EngineContext engine = EngineContext.on(where, type);
                Upstream opened = opened(
                        upstreams, overwrite ? engine : EncodeJob.adding(engine, out), asked.sized(card.size()))) {
            StatesIndex.Source source = source(opened, card.size(), chosen, engine);
            EncodeJob job = new EncodeJob(
                    engine, opened, source, format, out, overwrite, console().progress());
            return ended(job.run(utterances, stop));
        }
    }

    private Device device(Precision type) {
        Devices devices = Devices.of(device, type);
        if (devices.all().size() > 1) {
            throw new UserError(
                    "--device " + device + " names " + devices.all().size() + " devices; encode computes on one.",
                    "Name one, for example " + Devices.name(devices.first()) + ".");
        }
        return devices.first();
    }

    private Upstream opened(Upstreams upstreams, EngineContext engine, UpstreamSpec spec) {
        try (Progress.Stage stage = console().progress().start("open " + upstream, 0)) {
            Upstream opened = upstreams.open(engine, spec);
            stage.advance(1, "");
            return opened;
        }
    }

    private StatesIndex.Source source(
            Upstream opened, String resolvedSize, List<Integer> chosen, EngineContext engine) {
        UpstreamCard card = opened.card();
        return new StatesIndex.Source(
                new StatesIndex.Encoding(
                        upstream,
                        resolvedSize,
                        opened.digest(),
                        precision,
                        engine.version(),
                        engine.device().getDeviceType(),
                        encodeBatch,
                        opened.kernels()),
                format.id(),
                chosen,
                card.hiddenSize(),
                card.frameRate());
    }

    private int ended(EncodeJob.Result result) {
        console()
                .print(result.encoded() + " encoded"
                        + (result.kept() > 0 ? ", " + result.kept() + " were there already" : "")
                        + (result.failed().isEmpty()
                                ? ""
                                : ", " + result.failed().size() + " failed"));
        console().print("states: " + out);
        console().print("index: " + StatesIndex.in(out));
        if (result.stopped()) {
            throw new Stopped("the same command goes on");
        }
        if (!result.failed().isEmpty()) {
            console().warn(result.failed().size() + " failed; the lines above say why.");
            return 1;
        }
        return 0;
    }
}
