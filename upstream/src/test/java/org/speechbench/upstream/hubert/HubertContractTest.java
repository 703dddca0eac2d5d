package org.speechbench.upstream.hubert;

import java.util.Map;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.UpstreamProvider;

class HubertContractTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new HubertProvider();
    }

    @Override
    protected UpstreamOptions options() {
        return new UpstreamOptions("test", null, 7, Precision.FP32, Map.of());
    }
}
