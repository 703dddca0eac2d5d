package org.speechbench.cli;

import java.nio.file.Path;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;

/** A HuBERT of size test. */
final class TestModel {
    private TestModel() {}

    /**
     * Writes the same weights twice.
     *
     * @param ours a model folder, as pre-training writes it
     * @param theirs its export in the layout of Hugging Face
     */
    static void write(Path ours, Path theirs) {
        UpstreamSpec spec = UpstreamSpec.of("hubert", "test", 1, Precision.FP32);
        PretrainOptions training = new PretrainOptions(0, 0, 0, 0.1, 10, 0.1, KernelSet.OPTIMISED);
        try (EngineContext engine = EngineContext.cpu();
                Pretrainable model = new HubertProvider().pretrainable(engine, spec, training, 8)) {
            CheckpointStore.write(ours, model.parameters(), model.config());
        }
        new HubertProvider().exportCheckpoint(spec.from(ours), theirs, false);
    }
}
