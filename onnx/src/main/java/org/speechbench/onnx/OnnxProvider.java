package org.speechbench.onnx;

import java.nio.file.Path;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.UsesLabels;
import org.speechbench.upstream.exported.ExportedModel;
import org.speechbench.upstream.exported.ExportedProvider;

/** {@code onnx}: any model that was exported to ONNX with inputs and outputs of {@link Signature}. */
public final class OnnxProvider extends ExportedProvider {
    static final String NAME = "onnx";

    private static final SettingsSchema SETTINGS = SettingsSchema.of(
            NAME,
            Setting.flag(
                            Normalization.SETTING,
                            "whether its samples are brought to zero mean and unit variance before the file is called")
                    .untold(),
            UsesLabels.SETTING);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SettingsSchema settings() {
        return SETTINGS;
    }

    @Override
    protected void require(Path file) {
        OnnxFile.read(file);
    }

    @Override
    protected ExportedModel load(EngineContext engine, Path file, UpstreamSpec spec) {
        return OnnxModel.load(engine, OnnxFile.read(file), SETTINGS.read(spec));
    }

    @Override
    protected String aFile() {
        return OnnxFile.AN_ONNX_FILE;
    }
}
