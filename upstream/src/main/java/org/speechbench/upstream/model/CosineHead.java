package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.pretrain.KernelOption;

/** Cosines between projected frames and class embeddings; {@link PredictionHead#block} describes its methods. */
record CosineHead(int hidden, int size, int classes) implements Block {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        Initializer linear = Initializer.fanIn(hidden);
        return new ParameterList(prefix)
                .linear("final_proj", hidden, size, linear, linear)
                .add("label_embeddings", Initializer.uniform(0, 1), classes, size)
                .list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        Fragment loss = kernels.uses(KernelOption.MATRIX_LOGITS)
                ? Fragment.of(CosineHead.class, "cross_entropy.py")
                : Fragment.of(CosineHead.class, "original/cosine_cross_entropy.py")
                        .weights(layout());
        return List.of(
                Kernels.linear(),
                Fragment.of(CosineHead.class, "cosine_head.py").weights(layout()),
                loss);
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.of(Cost.HEAD, framesPerSecond * ((double) hidden * size + (double) size * classes));
    }
}
