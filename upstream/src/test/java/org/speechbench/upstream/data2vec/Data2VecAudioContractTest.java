package org.speechbench.upstream.data2vec;

import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

class Data2VecAudioContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new Data2VecAudioProvider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of(provider().name(), "test", 7, Precision.FP32);
    }
}
