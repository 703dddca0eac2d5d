package org.speechbench.upstream.torchscript;

import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.exported.ExportedModelTest;

class ExportedTorchScriptTest extends ExportedModelTest {
    @Override
    protected UpstreamProvider provider() {
        return new TorchScriptProvider();
    }

    @Override
    protected String ending() {
        return ".pt";
    }
}
