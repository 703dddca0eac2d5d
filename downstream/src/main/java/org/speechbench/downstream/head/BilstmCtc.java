package org.speechbench.downstream.head;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * SUPERB's ASR head: Linear(D, projection), bidirectional LSTM layers with dropout after each, Linear to the classes.
 * Each direction is computed separately, the second on rows that are reversed within their own length. This is the same
 * function as that of packed sequences, which PyTorch computes two to six times slower on a CPU. On a GPU, one call
 * computes both directions of a batch without padding. Parameters:
 * {@code projection} (1024), {@code hidden} cells per direction (1024), {@code layers} (2), {@code dropout} (0.2), and
 * {@code stack_above_hz} (0: never). If the frame rate is higher than {@code stack_above_hz}, consecutive frames are
 * stacked before the projection, as many as it takes for the rate to fall to this value or below; the last stack is
 * filled with zeros. SUPERB does not stack frames.
 */
public final class BilstmCtc implements HeadProvider {
    private static final Set<String> PARAMETERS = Set.of("projection", "hidden", "layers", "dropout", "stack_above_hz");

    @Override
    public String name() {
        return "bilstm_ctc";
    }

    @Override
    public Head create(HeadContext context) {
        context.allow(name(), PARAMETERS);
        int projection = context.count("projection", 1024);
        int hidden = context.count("hidden", 1024);
        int layers = context.count("layers", 2);
        double dropout = context.number("dropout", 0.2, 0, 0.9);
        int factor = factor(context.frameRate(), context.number("stack_above_hz", 0, 0, 1e6));
        List<ParameterSpec> parameters =
                new ArrayList<>(Layers.linear("projection", context.dim() * factor, projection));
        parameters.addAll(lstm(projection, hidden, layers));
        parameters.addAll(Layers.linear("output", 2 * hidden, context.classes()));
        List<Fragment> fragments = new ArrayList<>(layers(hidden, layers, dropout));
        fragments.add(Layers.script("bilstm_ctc.py").constant("FACTOR", factor));
        return new ScriptHead(parameters, fragments, Pooling.NONE, factor);
    }

    private static int factor(double frameRate, double above) {
        return above <= 0 ? 1 : Math.max(1, (int) Math.ceil(frameRate / above));
    }

    /** Only the method {@code head_layers(x, lengths, w, train)}. */
    static List<Fragment> layers(int hidden, int layers, double dropout) {
        ParameterLayout layout = ParameterLayout.of(
                lstm(1, hidden, layers).stream().map(ParameterSpec::name).toList());
        return List.of(
                Layers.script("lstm.py").constant("HIDDEN", hidden),
                Layers.script("bilstm.py")
                        .weights(layout)
                        .constant("LAYERS", layers)
                        .constant("DROPOUT", String.format(Locale.ROOT, "%.6f", dropout)));
    }

    private static List<ParameterSpec> lstm(int projection, int hidden, int layers) {
        List<ParameterSpec> all = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            int in = l == 0 ? projection : 2 * hidden;
            all.addAll(Layers.lstm("layers." + l + ".forward", in, hidden));
            all.addAll(Layers.lstm("layers." + l + ".backward", in, hidden));
        }
        return all;
    }
}
