package org.speechbench.upstream.lighthubert;

import java.util.Map;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

/** With a network of unequal layers, so that the number of heads differs from layer to layer. */
class LightHubertContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new LightHubertProvider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of(provider().name(), "test", 7, Precision.FP32)
                .with(Map.of("embed", "48", "layer_heads", "2,4,3,2,4", "ffn_ratio", "3.0,3.5,4.0,3.5,3.0"));
    }
}
