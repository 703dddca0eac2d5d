package org.speechbench.upstream.torchscript;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

class TorchScriptContractTest extends UpstreamContractTest {
    @TempDir
    static Path folder;

    private static Path file;

    @BeforeAll
    static void export() {
        file = SmallModels.write(folder.resolve("model.pt"), SmallModels.GOOD);
    }

    @Override
    protected UpstreamProvider provider() {
        return new TorchScriptProvider();
    }

    @Override
    protected UpstreamSpec options() {
        return UpstreamSpec.of("torchscript", "", 1, Precision.BF16).from(file);
    }
}
