package org.speechbench.upstream.waveform;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.OtherModel;
import org.speechbench.upstream.portable.FairseqConfiguration;
import org.speechbench.upstream.portable.FoundModel;

/**
 * What tells that a checkpoint is one of a family. Several families have the same tensors, so that nothing may tell it.
 *
 * @param by who says so; empty if nobody does
 */
record FamilyEvidence(WaveformFamily family, String by) {
    private static final String CURE =
            "Open it with the upstream that 'speechbench checkpoint inspect' names; if it names none, export the model as"
                    + " TorchScript (docs/any-model.md).";

    /** Projections that the pre-training of most families leaves. */
    private static final Set<String> COMMON = Set.of("final_proj", "target_glu");

    /** @throws org.speechbench.core.UserError if the file says that it is of another family */
    static FamilyEvidence of(
            WaveformFamily family, Path place, boolean huggingFace, FairseqConfiguration fairseq, FoundModel model) {
        String name = fairseq.modelName();
        if (!name.isEmpty() && !family.names().fairseq().matcher(name).matches()) {
            throw OtherModel.error(
                    place + " holds a model that its configuration calls '" + name + "'",
                    ", which is no " + family.title(),
                    CURE);
        }
        List<String> heads = model.trainedHeads();
        List<String> others =
                heads.stream().filter(h -> !family.names().heads().contains(h)).toList();
        if (!others.isEmpty()) {
            throw OtherModel.error(
                    place + " has " + String.join(", ", others) + " besides the model",
                    ", which the pre-training of " + family.title() + " does not leave",
                    CURE);
        }
        if (huggingFace) {
            return new FamilyEvidence(family, "by model_type of " + CheckpointStore.CONFIG);
        }
        if (!name.isEmpty()) {
            return new FamilyEvidence(family, "by '" + name + "' of its configuration");
        }
        return new FamilyEvidence(
                family,
                heads.stream()
                        .filter(head -> !COMMON.contains(head))
                        .findFirst()
                        .map(head -> "by its " + head)
                        .orElse(""));
    }

    /** @param ownBlocks whether the family has blocks that tell it from the others */
    void addTo(Map<String, String> facts, boolean ownBlocks) {
        if (!by.isEmpty() || ownBlocks) {
            facts.put("kind", family.title() + ", " + (by.isEmpty() ? "by its tensors" : by));
        } else {
            facts.put(
                    CheckpointFacts.KIND_UNKNOWN,
                    "taken for a " + family.title() + " as asked; several families have these tensors, and the file"
                            + " does not tell which it is of");
        }
    }
}
