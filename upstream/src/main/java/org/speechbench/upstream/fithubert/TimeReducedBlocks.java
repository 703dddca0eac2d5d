package org.speechbench.upstream.fithubert;

import org.speechbench.upstream.model.Encoder;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.EncoderBlocks;

/** HuBERT's blocks without the mask embedding, and with two frames joined before the first layer. */
record TimeReducedBlocks() implements EncoderBlocks {
    static final int FACTOR = 2;

    @Override
    public boolean maskEmbedding() {
        return false;
    }

    @Override
    public Encoder encoder(TransformerConfig c) {
        return c.encoder(attention(c), positions(c)).reducedBy(FACTOR);
    }
}
