package org.speechbench.upstream.data2vec;

import java.util.Map;
import org.speechbench.upstream.model.Block;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.EncoderBlocks;

/** HuBERT's blocks with other positions. */
record PositionalStackBlocks(int depth) implements EncoderBlocks {
    static final String DEPTH = "positional_layers";

    /** Hugging Face's key, which elsewhere is that of the kernel. */
    static final String HUGGING_FACE_DEPTH = "num_conv_pos_embeddings";

    @Override
    public Block positions(TransformerConfig c) {
        return new PositionalStack(c.size(), c.positionalKernel(), c.positionalGroups(), depth);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(DEPTH, Integer.toString(depth));
    }

    @Override
    public Map<String, Object> huggingFace() {
        return Map.of(HUGGING_FACE_DEPTH, depth);
    }
}
