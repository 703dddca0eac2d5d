package org.speechbench.upstream.fasthubert;

import java.util.Map;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.UpstreamProvider;

class FastHubertContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new FastHubertProvider();
    }

    @Override
    protected UpstreamOptions options() {
        return new UpstreamOptions("test", null, 7, Precision.FP32, Map.of());
    }
}
