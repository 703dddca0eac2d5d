package org.speechbench.downstream.head;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * SUPERB's diarization head: unidirectional LSTM layers, and on every frame Linear to the classes. Parameters:
 * {@code hidden} cells (512), {@code layers} (1).
 */
public final class LstmLinear implements HeadProvider {
    private static final Set<String> PARAMETERS = Set.of("hidden", "layers");

    @Override
    public String name() {
        return "lstm_linear";
    }

    @Override
    public Head create(HeadContext context) {
        context.allow(name(), PARAMETERS);
        int hidden = context.count("hidden", 512);
        int layers = context.count("layers", 1);
        List<ParameterSpec> parameters = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            parameters.addAll(Layers.lstm("layers." + l, l == 0 ? context.dim() : hidden, hidden));
        }
        parameters.addAll(Layers.linear("output", hidden, context.classes()));
        return ScriptHead.ofFrames(
                parameters,
                Layers.script("lstm.py").constant("HIDDEN", hidden),
                Layers.script("lstm_linear.py").constant("LAYERS", layers));
    }
}
