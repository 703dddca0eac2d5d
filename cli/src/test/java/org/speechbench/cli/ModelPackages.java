package org.speechbench.cli;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.library.dependencies.Slice;
import java.util.Set;

/** The packages of upstream that hold one model each. */
final class ModelPackages extends DescribedPredicate<Slice> {
    static final ModelPackages INSTANCE = new ModelPackages();
    private static final Set<String> MODELS =
            Set.of("hubert", "wav2vec2", "wavlm", "unispeechsat", "data2vec", "distilhubert", "fasthubert");

    private ModelPackages() {
        super("hold one model");
    }

    @Override
    public boolean test(Slice slice) {
        return MODELS.contains(slice.getNamePart(1));
    }
}
