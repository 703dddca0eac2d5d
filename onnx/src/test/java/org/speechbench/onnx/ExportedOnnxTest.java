package org.speechbench.onnx;

import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.exported.ExportedModelTest;

class ExportedOnnxTest extends ExportedModelTest {
    @Override
    protected UpstreamProvider provider() {
        return new OnnxProvider();
    }

    @Override
    protected String ending() {
        return ".onnx";
    }
}
