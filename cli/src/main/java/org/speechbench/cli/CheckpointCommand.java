package org.speechbench.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.download.DownloadSettings;
import org.speechbench.datasets.hub.HubDownload;
import org.speechbench.datasets.hub.HubName;
import org.speechbench.datasets.hub.HubSettings;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.engine.checkpoint.WeightFiles;
import org.speechbench.upstream.CheckpointExchange;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.supernet.Supernet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code checkpoint}: works with weights of this and other toolkits. */
@Command(
        name = "checkpoint",
        description = "Describe checkpoints, and convert them from and to other toolkits.",
        footer = {"  speechbench checkpoint inspect runs/demo/pretrain/hubert/model"},
        synopsisSubcommandLabel = "COMMAND")
final class CheckpointCommand extends BaseCommand {
    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            description = "Print names, shapes and types of the tensors in a checkpoint.",
            footer = {
                "  speechbench checkpoint inspect runs/demo/pretrain/hubert/model",
                "  speechbench checkpoint inspect pytorch_model.bin --json"
            })
    int inspect(
            @Parameters(
                            paramLabel = "PLACE",
                            description =
                                    "A .safetensors file, a file written by torch.save, a model folder, or a model in the Hub's cache.")
                    Path place,
            @Option(names = "--json", description = Console.JSON) boolean json) {
        Path path = WeightFiles.of(place);
        TensorFile file = TensorFile.open(path);
        file.check();
        CheckpointModels.Found found = CheckpointModels.in(place);
        long parameters =
                file.tensors().values().stream().mapToLong(TensorInfo::count).sum();
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("format", file.format());
            all.put("parameters", parameters);
            all.put("notes", file.notes());
            all.put("model", found.json());
            all.put("tensors", file.tensors());
            all.put("values", file.values());
            console().json(all);
            return 0;
        }
        int width =
                file.tensors().keySet().stream().mapToInt(String::length).max().orElse(0);
        file.tensors().forEach((name, tensor) -> console()
                .out()
                .printf(
                        Locale.ROOT,
                        "%-" + Math.max(1, width) + "s  %-4s  %s%n",
                        name,
                        tensor.dtype(),
                        tensor.shapeText()));
        file.values().forEach((name, value) -> console().print(name + " = " + value));
        console()
                .out()
                .printf(
                        Locale.ROOT,
                        "%s: %s, %d tensors, %,d parameters%n",
                        path.getFileName(),
                        file.format(),
                        file.tensors().size(),
                        parameters);
        file.notes().forEach(note -> console().print("  note: " + note));
        found.lines().forEach(console()::print);
        return 0;
    }

    @Command(
            name = "get",
            mixinStandardHelpOptions = true,
            description = {
                "Download configuration and weights of a model on the Hugging Face Hub into the cache of its own tools.",
                "HF_HOME, HF_HUB_CACHE, HF_ENDPOINT, HF_TOKEN and HF_HUB_OFFLINE mean what they mean there."
            },
            footer = {
                "  speechbench checkpoint get facebook/hubert-base-ls960",
                "  speechbench checkpoint get microsoft/wavlm-base-plus@main"
            })
    int get(@Parameters(paramLabel = "NAME", description = "OWNER/NAME, or OWNER/NAME@REVISION.") String text) {
        HubName name = HubName.of(text)
                .orElseThrow(() -> new UserError(
                        "'" + text + "' is not the name of a model.",
                        "Write OWNER/NAME, or OWNER/NAME@REVISION with a branch, a tag or a commit."));
        Path place = new HubDownload(
                        HubSettings.usual(),
                        DownloadSettings.usual(false),
                        console().progress())
                .get(name);
        console().print(name + " is in " + place);
        CheckpointModels.in(place).lines().forEach(console()::print);
        console().print("next: speechbench probe " + name + " --tasks pr --data DIR");
        return 0;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Write a checkpoint of another toolkit as a model folder of speechbench.",
            footer = {"  speechbench checkpoint import hubert-base-ls960/ --to models/hubert-base"})
    int importFrom(
            @Parameters(
                            paramLabel = "SOURCE",
                            description =
                                    "A Hugging Face folder, or a file of weights (torchaudio, fairseq, Microsoft, s3prl, FastHuBERT).")
                    Path source,
            @Option(names = "--to", paramLabel = "DIR", required = true, description = "The new model folder.")
                    Path target,
            @Option(
                            names = "--upstream",
                            paramLabel = "NAME",
                            completionCandidates = CompletionCandidates.Upstreams.class,
                            description = "Upstream that reads it. Default: the one that the checkpoint is of.")
                    @Nullable
                    String upstream,
            @Option(names = "--size", paramLabel = "SIZE", description = "Refuse a checkpoint of any other size.")
                    @Nullable
                    String size,
            @Option(
                            names = "--set",
                            paramLabel = "KEY=VALUE",
                            description = "A setting of the upstream, for example --set bucket_distance=800 for wavlm.")
                    @Nullable
                    Map<String, String> settings,
            @Mixin CheckpointSettings told) {
        requireNew(target, "folder");
        Map<String, String> all = told.addedTo(settings == null ? Map.of() : settings);
        String reader = upstream == null ? CheckpointModels.upstream(source, all) : upstream;
        UpstreamSpec spec = spec(reader, source).sized(size == null ? "" : size).with(all);
        written(target, converted(() -> exchange(reader).importCheckpoint(spec, target)));
        return 0;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Write a model folder in the layout of another toolkit, which the upstream chooses (docs/checkpoints.md).",
            footer = {"  speechbench checkpoint export models/hubert-base --to hubert-base-hf"})
    int exportTo(
            @Parameters(paramLabel = "SOURCE", description = "A model folder.") Path source,
            @Option(names = "--to", paramLabel = "DIR", required = true, description = "The new folder.") Path target,
            @Option(
                            names = "--upstream",
                            paramLabel = "NAME",
                            description = "Upstream that reads it. Default: the one that the checkpoint is of.")
                    @Nullable
                    String upstream,
            @Option(
                            names = "--new-weight-norm",
                            description =
                                    "Use the names of PyTorch's parametrisations for weight norm, instead of weight_g and weight_v.")
                    boolean newWeightNorm) {
        requireNew(target, "folder");
        String reader = upstream == null ? CheckpointModels.upstream(source, Map.of()) : upstream;
        UpstreamSpec spec = spec(reader, source);
        written(target, converted(() -> exchange(reader).exportCheckpoint(spec, target, newWeightNorm)));
        return 0;
    }

    @Command(
            name = "extract",
            mixinStandardHelpOptions = true,
            description = {
                "Write one of the networks within a supernet as a model folder of its own.",
                "Settings choose it, as where it is opened; 'speechbench architectures' searches for one."
            },
            footer = {"  speechbench checkpoint extract models/light --to part --set embed=384"})
    int extract(
            @Parameters(paramLabel = "SOURCE", description = "A model folder of a supernet, or a file of its authors.")
                    Path source,
            @Option(names = "--to", paramLabel = "DIR", required = true, description = "The new model folder.")
                    Path target,
            @Option(
                            names = "--upstream",
                            paramLabel = "NAME",
                            completionCandidates = CompletionCandidates.Upstreams.class,
                            description = "Upstream that reads it. Default: the one that the checkpoint is of.")
                    @Nullable
                    String upstream,
            @Option(
                            names = "--size",
                            paramLabel = "SIZE",
                            description = "Size of the supernet. Default: that of the checkpoint.")
                    @Nullable
                    String size,
            @Option(
                            names = "--set",
                            required = true,
                            paramLabel = "KEY=VALUE",
                            description = "A dimension of the network, for example --set embed=384.")
                    Map<String, String> settings) {
        requireNew(target, "folder");
        String reader = upstream == null ? CheckpointModels.upstream(source, Map.of()) : upstream;
        Supernet supernet = Services.load().upstreams().require(reader, Supernet.class, "hold other networks");
        UpstreamSpec spec = spec(reader, source).sized(size == null ? "" : size).with(settings);
        written(target, converted(() -> supernet.extract(spec, target)));
        return 0;
    }

    private UpstreamCard converted(Supplier<UpstreamCard> conversion) {
        try (Progress.Stage stage = console().progress().start("convert", 0)) {
            UpstreamCard card = conversion.get();
            stage.advance(1, "");
            return card;
        }
    }

    private void written(Path target, UpstreamCard card) {
        console()
                .out()
                .printf(
                        Locale.ROOT,
                        "%s: %s %s, %d layers of %d, %,d parameters%n",
                        target,
                        card.name(),
                        card.size(),
                        card.layers() - 1,
                        card.hiddenSize(),
                        card.cost().parameters());
        card.checkpoint().lines().forEach(line -> console().print("  " + line));
    }

    private static CheckpointExchange exchange(String name) {
        return Services.load().upstreams().require(name, CheckpointExchange.class, "import or export checkpoints");
    }

    private static UpstreamSpec spec(String upstream, Path source) {
        return UpstreamSpec.of(upstream, "", 1, Precision.FP32).from(source);
    }
}
