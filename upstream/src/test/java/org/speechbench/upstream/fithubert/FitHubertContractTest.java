package org.speechbench.upstream.fithubert;

import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

class FitHubertContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new FitHubertProvider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of(provider().name(), "test", 7, Precision.FP32);
    }
}
