package org.speechbench.upstream.fithubert;

import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

class ArmHubertContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new ArmHubertProvider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of(provider().name(), "test", 7, Precision.FP32);
    }
}
