package org.speechbench.upstream.fithubert;

import java.util.Map;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

/** The prediction of the last head as the only hidden state. */
class PublishedFitHubertContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new FitHubertProvider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of(provider().name(), "test", 7, Precision.FP32).with(Map.of("predictions", "true"));
    }
}
