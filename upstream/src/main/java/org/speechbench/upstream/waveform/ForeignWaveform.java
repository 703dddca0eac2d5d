package org.speechbench.upstream.waveform;

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
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.checkpoint.LazyValues;
import org.speechbench.engine.checkpoint.TensorDifferences;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.engine.checkpoint.WeightFiles;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.StatePredictor;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.portable.FairseqConfiguration;
import org.speechbench.upstream.portable.FoundModel;
import org.speechbench.upstream.portable.FoundTensors;
import org.speechbench.upstream.portable.LabelSection;
import org.speechbench.upstream.portable.NameMap;
import org.speechbench.upstream.portable.StatedSettings;
import org.speechbench.upstream.portable.TensorSizes;
import org.speechbench.upstream.portable.ToldSettings;
import org.speechbench.upstream.portable.ToldSettings.Configured;

/**
 * A model of torchaudio, fairseq, s3prl, Microsoft or Hugging Face: tensors under the names of one of them, and the
 * properties that are stated by a configuration in or next to the file, by a published size, or by the user.
 */
final class ForeignWaveform {
    private static final String MASK = "mask_embedding";

    private final WaveformFamily family;
    private final Path weights;
    private final TensorFile file;
    private final FairseqConfiguration fairseq;
    private final @Nullable HuggingFaceFolder huggingFace;
    private final FoundModel model;
    private final Optional<StatePredictor> predictor;

    private ForeignWaveform(WaveformFamily family, Path place) {
        this.family = family;
        this.weights = WeightFiles.of(place);
        this.file = TensorFile.open(weights);
        this.fairseq = FairseqConfiguration.in(file.values());
        // A file's own configuration takes precedence over one next to it.
        this.huggingFace = fairseq.describesModel() ? null : HuggingFaceFolder.beside(family, weights);
        FoundModel found = FoundModel.in(weights, family.title(), file.tensors().keySet(), NameMap.WAVEFORM);
        boolean head = family.pretrains()
                && MaskedHead.isIn(found)
                && MaskedHead.isSingle(found, file.tensors(), fairseq.labelSets());
        FoundModel masked = head ? found : MaskedHead.without(found);
        this.predictor =
                PredictorTensors.in(family, FoundTensors.of(file, found.names()).infos());
        this.model = predictor.isPresent() ? masked : PredictorTensors.without(masked);
    }

    /**
     * Opens a file or a folder; values are read later.
     *
     * @param settings those of the user, which may state what the checkpoint does not record
     * @throws UserError if it is not a model of the family, or something that changes its states is not known
     */
    static TransformerCheckpoint<WaveformNetwork> read(WaveformFamily family, Path place, Settings settings) {
        return new ForeignWaveform(family, place).checkpoint(settings);
    }

    /** The file, and the configuration next to it that describes its contents. */
    private String described() {
        return huggingFace == null ? weights.toString() : weights + ", which " + CheckpointStore.CONFIG + " describes,";
    }

    private TransformerCheckpoint<WaveformNetwork> checkpoint(Settings settings) {
        FamilyEvidence kind = FamilyEvidence.of(family, weights, huggingFace != null, fairseq, model);
        TensorSizes sizes = new TensorSizes(weights, family.title(), model, file.tensors());
        WaveformShapes shapes = WaveformShapes.of(family, sizes);
        ToldSettings told = ToldSettings.of(
                weights,
                configured(),
                StatedSettings.of(settings),
                shapes.published(family),
                shapes.transformer().size());
        requireFits(shapes);
        EncoderBlocks blocks = family.blocks(new FileEvidence(sizes, this::text, settings));
        WaveformNetwork network = network(shapes, told, blocks).with(predictor);
        Map<String, float[]> values = values(network, shapes.classes());
        Map<String, String> facts = new LinkedHashMap<>();
        kind.addTo(facts, !blocks.equals(new PlainBlocks()));
        facts.putAll(facts(shapes, told));
        facts.putAll(blocks.settings());
        facts.putAll(PredictorTensors.facts(weights, predictor, this::text));
        return new TransformerCheckpoint<>(
                network, shapes.classes(), InputNormalization.NONE, values, new CheckpointFacts(usesLabels(), facts));
    }

    /** @throws org.speechbench.core.UserError if the configuration contradicts the shapes */
    private void requireFits(WaveformShapes shapes) {
        FairseqChecks.requireFits(weights, fairseq, shapes);
        if (huggingFace != null && !isOriginalWithoutBias(huggingFace, shapes)) {
            huggingFace.requireConvBias(weights, shapes.convBias());
        }
    }

    /**
     * Whether these are the original's tensors next to the configuration of Hugging Face's conversion, which gives HuBERT
     * Large biases of 0 that the original does not have.
     */
    private boolean isOriginalWithoutBias(HuggingFaceFolder folder, WaveformShapes shapes) {
        return !model.map().equals(NameMap.HUGGING_FACE) && folder.convBias() && !shapes.convBias();
    }

    private @Nullable String text(String key) {
        return huggingFace == null ? fairseq.text(key) : huggingFace.text(key);
    }

    /**
     * The values, with zeros in place of a mask embedding that need not be present, because encoding never uses it.
     *
     * @throws org.speechbench.core.UserError that lists every tensor that is missing, superfluous or misshaped
     */
    private Map<String, float[]> values(WaveformNetwork network, int classes) {
        // A family without a mask embedding does not use one that a toolkit has added.
        FoundModel used = network.maskEmbedding() ? model : model.without(List.of(MASK));
        FoundTensors found = FoundTensors.of(file, used.names());
        Map<String, TensorInfo> tensors = new LinkedHashMap<>(found.infos());
        boolean zeros = network.maskEmbedding() && !needsMask() && !tensors.containsKey(MASK);
        int width = network.encoder().size();
        if (zeros) {
            tensors.put(MASK, new TensorInfo("F32", new long[] {width}));
        }
        TensorDifferences.requireNone(
                described(),
                family.provider() + " " + network.size(),
                ModelFolder.parameters(network, classes),
                tensors);
        LazyValues values = found.values();
        return new LazyValues(
                tensors.keySet(),
                name -> zeros && name.equals(MASK) ? new float[width] : Objects.requireNonNull(values.get(name)));
    }

    private Configured configured() {
        if (huggingFace == null) {
            FairseqChecks.requireSupported(family.provider(), weights, fairseq);
            return new Configured(fairseq.heads(), fairseq.normFirst(), fairseq.normalize());
        }
        return huggingFace.configured();
    }

    private WaveformNetwork network(WaveformShapes shapes, ToldSettings told, EncoderBlocks blocks) {
        WaveNormalization normalized =
                model.map().equals(NameMap.HUGGING_FACE) ? WaveNormalization.HUGGING_FACE : WaveNormalization.FAIRSEQ;
        WaveNormalization waves = told.normalize().value() ? normalized : WaveNormalization.NONE;
        if (huggingFace == null) {
            return shapes.network(family, told, waves, blocks);
        }
        return huggingFace.network(blocks, shapes, huggingFace.waves().orElse(waves));
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

    private Map<String, String> facts(WaveformShapes shapes, ToldSettings told) {
        Map<String, String> facts = new LinkedHashMap<>();
        String below = model.prefix().isEmpty() ? "" : " below '" + model.prefix() + "'";
        facts.put("format", file.format() + " with the names of " + model.map().toolkit() + below);
        told.addTo(facts);
        facts.put("conv_bias", Boolean.toString(shapes.convBias()));
        if (huggingFace != null && isOriginalWithoutBias(huggingFace, shapes)) {
            facts.put(
                    CheckpointFacts.CONTRADICTION,
                    CheckpointStore.CONFIG + " says conv_bias true, and the weights of "
                            + model.map().toolkit()
                            + " have none; they were followed, since Hugging Face gives HuBERT Large biases of 0");
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
