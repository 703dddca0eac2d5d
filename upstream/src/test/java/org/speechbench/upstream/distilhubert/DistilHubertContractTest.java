package org.speechbench.upstream.distilhubert;

import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

class DistilHubertContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new DistilHubertProvider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of(provider().name(), "test", 7, Precision.FP32);
    }
}
