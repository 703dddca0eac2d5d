package org.speechbench.upstream.torchscript;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.TorchModule;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.ModelCost;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.UsesLabels;

/**
 * {@code torchscript}: any model that was exported as TorchScript with the {@link Contract}. The checkpoint is that file.
 * Its card is found out by calling it, on the CPU.
 */
public final class TorchScriptProvider implements UpstreamProvider {
    static final String NAME = "torchscript";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> sizes() {
        return List.of();
    }

    @Override
    public SettingsSchema settings() {
        return SettingsSchema.of(NAME, UsesLabels.SETTING);
    }

    @Override
    public boolean needsCheckpoint() {
        return true;
    }

    @Override
    public String caution(UpstreamSpec spec) {
        if (spec.isRandom()) {
            return "";
        }
        try {
            TorchModule.require(file(spec));
        } catch (UserError e) {
            // Nothing is executed; describing it says what it is.
            return "";
        }
        return file(spec) + " is a program, which is executed with the rights of this process. Open only TorchScript"
                + " files that you trust (SECURITY.md).";
    }

    @Override
    public UpstreamCard describe(UpstreamSpec spec) {
        Path file = file(spec);
        TorchModule.require(file);
        try (EngineContext engine = EngineContext.cpu();
                TorchModule module = TorchModule.load(engine, file)) {
            return card(spec, Measured.of(engine, new Contract(module, file)));
        }
    }

    @Override
    public Upstream open(EngineContext engine, UpstreamSpec spec) {
        Path file = file(spec);
        TorchModule module = TorchModule.load(engine, file);
        try {
            Contract contract = new Contract(module, file);
            Measured measured = Measured.of(engine, contract);
            String digest = Digests.sha256(NAME + "/" + Contract.VERSION + "/" + Digests.sha256(file));
            return new TorchScriptUpstream(engine, contract, measured, card(spec, measured), digest);
        } catch (RuntimeException | Error e) {
            module.close();
            throw e;
        }
    }

    private static Path file(UpstreamSpec spec) {
        return Objects.requireNonNull(spec.checkpointPath());
    }

    private UpstreamCard card(UpstreamSpec spec, Measured measured) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("format", "TorchScript, a program that is executed");
        facts.put(
                "frames",
                "measured: one every " + measured.stride() + " samples, the first of " + measured.shortest()
                        + " samples");
        facts.put("precision", "as exported; that of the run does not apply");
        if (!measured.together()) {
            facts.put(
                    CheckpointFacts.ONE_AT_A_TIME,
                    "padding or other utterances of a batch change its states by more than " + Measured.TOLERANCE
                            + " of the largest value, so that each utterance is encoded alone");
        }
        return new UpstreamCard(
                NAME,
                "",
                "none",
                measured.layers(),
                measured.dim(),
                measured.stride(),
                new ModelCost(measured.parameters(), 0),
                UsesLabels.facts(settings().read(spec), facts, "a TorchScript file"));
    }
}
