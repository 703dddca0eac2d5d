package org.speechbench.upstream.feature;

import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

/** An upstream of acoustic features, which has neither sizes nor checkpoints. */
abstract class FeatureProvider implements UpstreamProvider {
    private final String paper;
    private final SettingsSchema schema;

    FeatureProvider(String name, String paper, Setting... settings) {
        this.paper = paper;
        this.schema = SettingsSchema.of(name, settings);
    }

    abstract FeatureRecipe recipe(Settings settings);

    @Override
    public final String name() {
        return schema.provider();
    }

    @Override
    public final List<String> sizes() {
        return List.of();
    }

    @Override
    public final SettingsSchema settings() {
        return schema;
    }

    /** @throws UserError if a checkpoint is given: acoustic features have none */
    @Override
    public final UpstreamCard describe(UpstreamSpec spec) {
        if (!spec.isRandom()) {
            throw new UserError("Upstream " + name() + " has no checkpoints.", "Leave the checkpoint out.");
        }
        int dimensions = recipe(schema.read(spec)).dimensions();
        return UpstreamCard.ofFeatures(name(), paper, dimensions, FrameGeometry.KALDI.stride());
    }

    @Override
    public final Upstream open(EngineContext engine, UpstreamSpec spec) {
        return new FeatureUpstream(engine, describe(spec), recipe(schema.read(spec)));
    }
}
