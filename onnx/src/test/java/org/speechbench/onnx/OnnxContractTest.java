package org.speechbench.onnx;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

class OnnxContractTest extends UpstreamContractTest {
    @TempDir
    static Path folder;

    private static Path file;

    @BeforeAll
    static void export() {
        file = SmallModels.good().write(folder.resolve("model.onnx"));
    }

    @Override
    protected UpstreamProvider provider() {
        return new OnnxProvider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of("onnx", "", 1, Precision.BF16).from(file);
    }
}
