package org.speechbench.upstream.hubert;

import java.util.List;
import java.util.Map;
import org.speechbench.upstream.portable.FoundModel;
import org.speechbench.upstream.portable.NameMap;

/** The names of HuBERT's parameters in other toolkits. */
final class HubertNames {
    /** All toolkits whose files can be read. */
    static final List<NameMap> TABLE = List.of(NameMap.FAIRSEQ, NameMap.TORCHAUDIO, NameMap.HUGGING_FACE);

    static final String LABELS = "label_embeddings";
    static final String PROJECTION = "final_proj.weight";

    private static final String PROJECTION_BIAS = "final_proj.bias";

    /** fairseq's option {@code target_glu}, which this suite's head does not have. */
    private static final String GATED_TARGETS = "target_glu.";

    private HubertNames() {}

    /** The model without its pre-training head, which encoding does not use. */
    static FoundModel withoutHead(FoundModel model) {
        return model.without(model.names().keySet().stream()
                .filter(n -> n.equals(LABELS)
                        || n.equals(PROJECTION)
                        || n.equals(PROJECTION_BIAS)
                        || n.startsWith(GATED_TARGETS))
                .toList());
    }

    /** Whether the pre-training head is present, with the parts that this suite's head has. */
    static boolean hasHead(FoundModel model) {
        Map<String, String> names = model.names();
        return names.containsKey(LABELS)
                && names.containsKey(PROJECTION)
                && names.containsKey(PROJECTION_BIAS)
                && names.keySet().stream().noneMatch(n -> n.startsWith(GATED_TARGETS));
    }

    /** Hugging Face's name of a parameter of the backbone. */
    static String huggingFace(String ours, boolean newWeightNorm) {
        String name = ours.equals("mask_embedding")
                ? "masked_spec_embed"
                : ours.replaceFirst("^encoder\\.pos_conv\\.", "encoder.pos_conv_embed.conv.");
        return newWeightNorm
                ? name.replaceFirst("weight_g$", "parametrizations.weight.original0")
                        .replaceFirst("weight_v$", "parametrizations.weight.original1")
                : name;
    }
}
