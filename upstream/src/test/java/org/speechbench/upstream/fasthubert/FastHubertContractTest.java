package org.speechbench.upstream.fasthubert;

import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

class FastHubertContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new FastHubertProvider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of("fast_hubert", "test", 7, Precision.FP32);
    }
}
