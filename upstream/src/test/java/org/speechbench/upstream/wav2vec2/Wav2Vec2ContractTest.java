package org.speechbench.upstream.wav2vec2;

import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

class Wav2Vec2ContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new Wav2Vec2Provider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of(provider().name(), "test", 7, Precision.FP32);
    }
}
