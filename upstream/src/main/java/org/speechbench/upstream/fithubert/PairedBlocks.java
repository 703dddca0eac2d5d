package org.speechbench.upstream.fithubert;

import org.speechbench.core.UserError;
import org.speechbench.upstream.model.Attention;
import org.speechbench.upstream.model.Encoder;
import org.speechbench.upstream.model.FeedForward;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.model.TransformerLayer;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.EncoderBlocks;

/** HuBERT's blocks with attention maps that two layers share, and a projection only where sizes differ. */
record PairedBlocks() implements EncoderBlocks {
    @Override
    public boolean projects(ConvolutionConfig convolutions, TransformerConfig c) {
        return convolutions.channels() != c.size();
    }

    @Override
    public Attention attention(TransformerConfig c) {
        return new MappedAttention(c.size(), c.heads());
    }

    /** @throws UserError for an odd number of layers */
    @Override
    public Encoder encoder(TransformerConfig c) {
        if (c.layers() % 2 != 0) {
            throw new UserError(
                    "arm_hubert has " + c.layers()
                            + " layers, wanted an even number, since two share an attention map.",
                    "Set layers to an even number.");
        }
        FeedForward feedForward = new FeedForward(c.size(), c.feedForward());
        return new PairedEncoder(
                c.layers() / 2,
                new TransformerLayer(c.size(), attention(c), feedForward, false),
                new ReusingLayer(c.size(), feedForward),
                positions(c));
    }
}
