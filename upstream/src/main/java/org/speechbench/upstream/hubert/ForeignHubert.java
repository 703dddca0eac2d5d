package org.speechbench.upstream.hubert;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.checkpoint.LazyValues;
import org.speechbench.engine.checkpoint.TensorDifferences;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.engine.checkpoint.WeightFiles;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.portable.FairseqConfiguration;
import org.speechbench.upstream.portable.FoundModel;
import org.speechbench.upstream.portable.FoundTensors;
import org.speechbench.upstream.portable.LabelSection;
import org.speechbench.upstream.portable.NameMap;
import org.speechbench.upstream.portable.StatedSettings;
import org.speechbench.upstream.portable.ToldSettings;
import org.speechbench.upstream.portable.ToldSettings.Configured;

/**
 * A HuBERT of torchaudio, fairseq, s3prl or Hugging Face: tensors under the names of one of them, and the properties
 * that are stated by a configuration in or next to the file, by a published size, or by the user.
 */
final class ForeignHubert {
    private static final String MASK = "mask_embedding";

    private final Path weights;
    private final TensorFile file;
    private final FairseqConfiguration fairseq;
    private final @Nullable HuggingFaceFolder huggingFace;
    private final FoundModel model;

    private ForeignHubert(Path place) {
        this.weights = WeightFiles.of(place);
        this.file = TensorFile.open(weights);
        this.fairseq = FairseqConfiguration.in(file.values());
        // A file's own configuration takes precedence over one next to it.
        this.huggingFace = fairseq.describesModel() ? null : HuggingFaceFolder.beside(weights);
        FoundModel found = FoundModel.in(weights, "HuBERT", file.tensors().keySet(), HubertNames.TABLE);
        this.model = HubertNames.hasHead(found) && oneHead(found) ? found : HubertNames.withoutHead(found);
    }

    /**
     * Opens a file or a folder; values are read later.
     *
     * @throws UserError if it is not a HuBERT, or something that changes its states is not known
     */
    static TransformerCheckpoint<HubertArchitecture> read(Path place, Optional<StatedSettings> stated) {
        return new ForeignHubert(place).checkpoint(stated);
    }

    /** The file, and the configuration next to it that describes its contents. */
    private String described() {
        return huggingFace == null ? weights.toString() : weights + ", which " + CheckpointStore.CONFIG + " describes,";
    }

    /**
     * Whether there is one projection for one set of labels. A checkpoint may have stacked projections for several sets
     * of labels, or one projection for several sets, but this suite's model has one of each.
     */
    private boolean oneHead(FoundModel found) {
        TensorInfo labels = file.tensors().get(found.names().get(HubertNames.LABELS));
        TensorInfo projection = file.tensors().get(found.names().get(HubertNames.PROJECTION));
        return fairseq.labelSets() <= 1
                && labels != null
                && projection != null
                && labels.shape().length == 2
                && projection.shape().length == 2
                && labels.shape()[1] == projection.shape()[0];
    }

    private TransformerCheckpoint<HubertArchitecture> checkpoint(Optional<StatedSettings> stated) {
        HubertShapes shapes = HubertShapes.of(weights, model, file.tensors());
        ToldSettings told = ToldSettings.of(
                weights,
                configured(),
                stated,
                shapes.published(),
                shapes.encoder().size());
        FairseqChecks.requireFits(weights, fairseq, shapes);
        HubertArchitecture architecture = architecture(shapes, told);
        return new TransformerCheckpoint<>(
                architecture,
                shapes.classes(),
                InputNormalization.NONE,
                values(architecture, shapes.classes()),
                new CheckpointFacts(usesLabels(), facts(shapes, told)));
    }

    /**
     * The values, with zeros in place of a mask embedding that need not be present, because encoding never uses it.
     *
     * @throws org.speechbench.core.UserError that lists every tensor that is missing, superfluous or misshaped
     */
    private Map<String, float[]> values(HubertArchitecture architecture, int classes) {
        FoundTensors found = FoundTensors.of(file, model.names());
        Map<String, TensorInfo> tensors = new LinkedHashMap<>(found.infos());
        boolean zeros = !needsMask() && !tensors.containsKey(MASK);
        int width = architecture.encoder().size();
        if (zeros) {
            tensors.put(MASK, new TensorInfo("F32", new long[] {width}));
        }
        TensorDifferences.requireNone(
                described(),
                HubertProvider.NAME + " " + architecture.size(),
                ModelFolder.parameters(architecture, classes),
                tensors);
        LazyValues weights = found.values();
        return new LazyValues(
                tensors.keySet(),
                name -> zeros && name.equals(MASK) ? new float[width] : Objects.requireNonNull(weights.get(name)));
    }

    private Configured configured() {
        if (huggingFace == null) {
            FairseqChecks.requireSupported(weights, fairseq);
            return new Configured(fairseq.heads(), fairseq.normFirst(), fairseq.normalize());
        }
        return huggingFace.configured();
    }

    private HubertArchitecture architecture(HubertShapes shapes, ToldSettings told) {
        WaveNormalization normalized =
                model.map().equals(NameMap.HUGGING_FACE) ? WaveNormalization.HUGGING_FACE : WaveNormalization.FAIRSEQ;
        WaveNormalization waves = told.normalize().value() ? normalized : WaveNormalization.NONE;
        if (huggingFace == null) {
            return shapes.architecture(told, waves);
        }
        return huggingFace.architecture(shapes.convBias(), huggingFace.waves().orElse(waves));
    }

    private boolean needsMask() {
        return huggingFace != null ? huggingFace.masks() : model.map().equals(NameMap.FAIRSEQ);
    }

    private boolean usesLabels() {
        return !labelEvidence().isEmpty() || (huggingFace != null && LabelProvenance.of(huggingFace.folder()));
    }

    private String labelEvidence() {
        return Stream.of(
                        model.labelEvidence(),
                        fairseq.labelEvidence(),
                        huggingFace == null ? "" : huggingFace.labelEvidence())
                .filter(e -> !e.isEmpty())
                .findFirst()
                .orElse("");
    }

    private String labelsUnknown() {
        return LabelSection.unknown(huggingFace == null ? null : huggingFace.folder(), model);
    }

    private Map<String, String> facts(HubertShapes shapes, ToldSettings told) {
        Map<String, String> facts = new LinkedHashMap<>();
        String below = model.prefix().isEmpty() ? "" : " below '" + model.prefix() + "'";
        facts.put("format", file.format() + " with the names of " + model.map().toolkit() + below);
        told.addTo(facts);
        facts.put("conv_bias", Boolean.toString(shapes.convBias()));
        Optional<Boolean> said = huggingFace == null ? fairseq.convBias() : huggingFace.convBias();
        if (said.isPresent() && said.get() != shapes.convBias()) {
            facts.put(
                    CheckpointFacts.CONTRADICTION,
                    "the configuration says conv_bias " + said.get() + ", and the weights have "
                            + (shapes.convBias() ? "such biases" : "none") + "; they were followed");
        }
        if (usesLabels()) {
            facts.put("labels", "seen" + (labelEvidence().isEmpty() ? "" : ": " + labelEvidence()));
        } else if (!labelsUnknown().isEmpty()) {
            facts.put(CheckpointFacts.LABELS_UNKNOWN, labelsUnknown());
        }
        if (!file.notes().isEmpty()) {
            facts.put("note", String.join("; ", file.notes()));
        }
        if (!model.leftOut().isEmpty()) {
            facts.put("left_out", model.leftOutText());
        }
        return facts;
    }
}
