package org.speechbench.upstream.fasthubert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.JsonFile;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.checkpoint.TensorDifferences;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.engine.checkpoint.WeightFiles;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.portable.FairseqConfiguration;
import org.speechbench.upstream.portable.FoundModel;
import org.speechbench.upstream.portable.FoundTensors;
import org.speechbench.upstream.portable.LabelSection;
import org.speechbench.upstream.portable.NameMap;
import org.speechbench.upstream.portable.StatedSettings;
import org.speechbench.upstream.portable.TensorSizes;
import org.speechbench.upstream.portable.Told;
import org.speechbench.upstream.portable.ToldSettings;
import org.speechbench.upstream.portable.ToldSettings.Configured;

/**
 * A checkpoint of the published code (github.com/yanghaha0908/FastHuBERT), pre-trained or fine-tuned: fairseq's names
 * for the encoder, {@code subsample.conv_layers.N} for the convolutions, {@code final_proj.N} for the heads of
 * intermediate layers or {@code final_proj} for a single one, and the mean and deviation of its input in
 * {@code global_cmvn.npy} next to it. The published class inherits HuBERT's waveform front end and label embeddings; if
 * a file contains them they are left out, because they were never used.
 */
final class PublishedFastHubert {
    private static final List<NameMap> TABLE = List.of(NameMap.FAST_HUBERT);
    private static final String KIND = "Fast-HuBERT of the published code";

    private final Path weights;
    private final TensorFile file;
    private final FairseqConfiguration fairseq;
    private final FoundModel found;
    private final PublishedHeads heads;
    private final FoundModel model;

    private PublishedFastHubert(Path place) {
        this.weights = WeightFiles.of(place);
        this.file = TensorFile.open(weights);
        this.fairseq = configuration(weights, file);
        FoundModel all = FoundModel.in(weights, KIND, file.tensors().keySet(), TABLE);
        this.found = all.without(all.names().keySet().stream()
                .filter(PublishedFastHubert::neverUsed)
                .toList());
        int layers = new TensorSizes(weights, KIND, found, file.tensors()).layers();
        this.heads = PublishedHeads.of(found, fairseq, layers);
        this.model = heads.renamed(found);
    }

    /** A file's own configuration takes precedence over one next to it. */
    private static FairseqConfiguration configuration(Path weights, TensorFile file) {
        FairseqConfiguration own = FairseqConfiguration.in(file.values());
        Path beside = weights.resolveSibling(CheckpointStore.CONFIG);
        return own.describesModel() || !Files.isRegularFile(beside)
                ? own
                : FairseqConfiguration.of(JsonFile.read(beside));
    }

    private static boolean neverUsed(String name) {
        return name.startsWith("feature_extractor.")
                || name.startsWith("target_glu.")
                || name.equals("label_embeddings");
    }

    /** @throws UserError if it is not a checkpoint of this kind, or something that changes its states is not known */
    static TransformerCheckpoint<FastHubertArchitecture> read(Path place, Settings settings) {
        return new PublishedFastHubert(place).checkpoint(settings);
    }

    private TransformerCheckpoint<FastHubertArchitecture> checkpoint(Settings settings) {
        Optional<StatedSettings> stated = StatedSettings.of(settings);
        CmvnFile cmvn = CmvnFile.of(weights, settings.file(CmvnFile.SETTING.name()));
        for (Setting own : FastHubertSizes.SETTINGS.settings()) {
            if (settings.isGiven(own.name())) {
                throw new UserError(
                        "The setting '" + own.name() + "' is for random weights, and " + weights
                                + " has its own network.",
                        "Leave it out.");
            }
        }
        requireSupported();
        FastHubertShapes shapes = FastHubertShapes.of(weights, model, file.tensors());
        ToldSettings told = ToldSettings.of(
                weights,
                configured(),
                stated,
                shapes.published(),
                shapes.encoder().size());
        FastHubertArchitecture architecture =
                shapes.architecture(told.heads().value(), told.normFirst().value(), heads.intermediate());
        return new TransformerCheckpoint<>(
                architecture,
                heads.classes(file.tensors(), model),
                cmvn.read(),
                values(architecture),
                new CheckpointFacts(!labelEvidence().isEmpty(), facts(told, cmvn)));
    }

    private Map<String, float[]> values(FastHubertArchitecture architecture) {
        FoundTensors tensors = FoundTensors.of(file, model.names());
        TensorDifferences.requireNone(
                "The checkpoint",
                FastHubertProvider.NAME + " " + architecture.size(),
                ModelFolder.parameters(architecture, heads.classes(file.tensors(), model)),
                tensors.infos());
        return tensors.values();
    }

    /**
     * Log-mel input is normalised over the training set and never by utterance, whatever {@code task.normalize} says.
     */
    private Configured configured() {
        return new Configured(
                fairseq.heads(),
                fairseq.normFirst(),
                Optional.of(new Told<>(false, "since the published code normalises by global_cmvn.npy alone")));
    }

    /** Checks settings that change states and that are fixed in this suite. */
    private void requireSupported() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("activation_fn", "gelu");
        wanted.put("layer_type", "transformer");
        wanted.put("input_feat_per_channel", "80");
        wanted.put("input_channels", "1");
        // These are settings of the code that wrote the released file, where they are off.
        List.of("replace_pointwise", "mega", "streaming", "causal", "ufo2", "pmask")
                .forEach(k -> wanted.put(k, "false"));
        List<String> refused = wanted.entrySet().stream()
                .filter(e -> !Objects.requireNonNullElse(fairseq.text(e.getKey()), e.getValue())
                        .equals(e.getValue()))
                .map(e -> e.getKey() + " is " + fairseq.text(e.getKey()) + ", wanted " + e.getValue())
                .toList();
        if (!refused.isEmpty()) {
            throw new UserError(
                    weights + " has settings that fast_hubert does not: " + String.join("; ", refused) + ".",
                    "Use a checkpoint of a Fast-HuBERT as published.");
        }
    }

    private String labelEvidence() {
        boolean said = LabelProvenance.of(ModelFolder.of(weights));
        return Stream.of(model.labelEvidence(), fairseq.labelEvidence(), said ? CheckpointStore.CONFIG : "")
                .filter(e -> !e.isEmpty())
                .findFirst()
                .orElse("");
    }

    private Map<String, String> facts(ToldSettings told, CmvnFile cmvn) {
        Map<String, String> facts = new LinkedHashMap<>();
        String below = model.prefix().isEmpty() ? "" : " below '" + model.prefix() + "'";
        facts.put("format", file.format() + " with the names of " + model.map().toolkit() + below);
        told.addTo(facts);
        facts.put("cmvn", cmvn.text());
        facts.put("pretraining_heads", heads.text());
        put(facts, "labels", labelEvidence().isEmpty() ? null : "seen: " + labelEvidence());
        String unknown = labelEvidence().isEmpty() ? LabelSection.unknown(ModelFolder.of(weights), model) : "";
        put(facts, CheckpointFacts.LABELS_UNKNOWN, unknown.isEmpty() ? null : unknown);
        put(facts, "note", file.notes().isEmpty() ? null : String.join("; ", file.notes()));
        put(facts, "left_out", model.leftOut().isEmpty() ? null : model.leftOutText());
        return facts;
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }
}
