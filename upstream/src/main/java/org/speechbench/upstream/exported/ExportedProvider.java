package org.speechbench.upstream.exported;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.ModelCost;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.UsesLabels;

/**
 * Upstreams that are files of one format: a frozen model, whose card is found out by calling it, on the CPU where it is only
 * described.
 */
public abstract class ExportedProvider implements UpstreamProvider {
    /**
     * Checks whether a file can be of this format, without executing anything.
     *
     * @throws org.speechbench.core.UserError that says what it is instead
     */
    protected abstract void require(Path file);

    /**
     * Opens a file.
     *
     * @throws org.speechbench.core.UserError as {@link #require}, and if it cannot be loaded
     */
    protected abstract ExportedModel load(EngineContext engine, Path file, UpstreamSpec spec);

    /** What a file is, for messages: {@code a TorchScript file}. */
    protected abstract String aFile();

    @Override
    public final List<String> sizes() {
        return List.of();
    }

    @Override
    public SettingsSchema settings() {
        return SettingsSchema.of(name(), UsesLabels.SETTING);
    }

    @Override
    public final boolean needsCheckpoint() {
        return true;
    }

    @Override
    public final UpstreamCard describe(UpstreamSpec spec) {
        require(file(spec));
        try (EngineContext engine = EngineContext.cpu();
                ExportedModel model = load(engine, file(spec), spec)) {
            return card(spec, model, Measured.of(engine, model));
        }
    }

    @Override
    public final Upstream open(EngineContext engine, UpstreamSpec spec) {
        ExportedModel model = load(engine, file(spec), spec);
        try {
            Measured measured = Measured.of(engine, model);
            return new ExportedUpstream(engine, model, measured, card(spec, model, measured));
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    /** The file of a spec, which has one. */
    protected static Path file(UpstreamSpec spec) {
        return Objects.requireNonNull(spec.checkpointPath());
    }

    private UpstreamCard card(UpstreamSpec spec, ExportedModel model, Measured measured) {
        Map<String, String> facts = new LinkedHashMap<>(model.facts());
        facts.put(
                "frames",
                "measured: one every " + measured.stride() + " samples, the first of " + measured.shortest()
                        + " samples");
        facts.put(CheckpointFacts.PRECISION, "exported: that of the file");
        if (!model.onlyAlone().isEmpty()) {
            facts.put(CheckpointFacts.ONE_AT_A_TIME, model.onlyAlone() + ", so that each utterance is encoded alone");
        } else if (!measured.together()) {
            facts.put(
                    CheckpointFacts.ONE_AT_A_TIME,
                    "padding or other utterances of a batch change its states by more than " + Measured.TOLERANCE
                            + " of the largest value, so that each utterance is encoded alone");
        }
        return new UpstreamCard(
                name(),
                "",
                "none",
                measured.layers(),
                measured.dim(),
                measured.stride(),
                new ModelCost(measured.parameters(), 0),
                UsesLabels.facts(settings().read(spec), facts, aFile()));
    }
}
