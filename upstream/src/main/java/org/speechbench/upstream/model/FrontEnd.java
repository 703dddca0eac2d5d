package org.speechbench.upstream.model;

import org.speechbench.engine.FrameGeometry;
import org.speechbench.upstream.pretrain.Pretrainable.InputKind;

/**
 * The front end, which computes frames from samples or from log-mel values. Its method is
 *
 * <pre>def front(self, x: Tensor, lengths: Tensor, normalization: Tensor, w: List[Tensor]) -&gt; Tensor</pre>
 *
 * which maps samples (B, N) or features (B, F, W) to frames (B, T, C). The lengths (B) are the numbers of input units
 * of each row, empty where nothing is padded; normalization (2, W) holds the means and deviations of the training set.
 */
public interface FrontEnd extends Block {
    /** The prefix of the names of its parameters in checkpoints, for example {@code feature_extractor}. */
    String name();

    /** The kind of input that it reads. */
    InputKind input();

    /** The relation between units of the input and frames. */
    FrameGeometry geometry();

    /** Samples at 16 kHz between two frames. */
    int frameStride();

    /** C, the number of channels of a frame. */
    int width();
}
