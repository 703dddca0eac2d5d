package org.speechbench.upstream.model;

import org.speechbench.engine.FrameGeometry;
import org.speechbench.upstream.pretrain.Pretrainable.InputKind;

/**
 * What makes frames of samples or of log-mel values. Its method is
 *
 * <pre>def front(self, x: Tensor, lengths: Tensor, normalization: Tensor, w: List[Tensor]) -&gt; Tensor</pre>
 *
 * from samples (B, N) or features (B, F, W) to frames (B, T, C). The lengths (B) are units of input of each row, empty
 * where nothing is padded; normalization (2, W) holds means and deviations of the training set.
 */
public interface FrontEnd extends Block {
    /** What the names of its parameters begin with in checkpoints, for example {@code feature_extractor}. */
    String name();

    /** What it reads. */
    InputKind input();

    /** From units of the input to frames. */
    FrameGeometry geometry();

    /** Samples at 16 kHz between two frames. */
    int frameStride();

    /** C. */
    int width();
}
