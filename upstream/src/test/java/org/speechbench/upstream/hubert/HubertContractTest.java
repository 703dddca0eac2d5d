package org.speechbench.upstream.hubert;

import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

class HubertContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new HubertProvider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of("hubert", "test", 7, Precision.FP32);
    }
}
