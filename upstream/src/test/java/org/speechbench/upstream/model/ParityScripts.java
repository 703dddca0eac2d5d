package org.speechbench.upstream.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.upstream.pretrain.KernelOption;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainOptions;

/** The training script of an architecture with given parameters, open to calls of single methods. */
public final class ParityScripts {
    private final Script script;
    private final ParameterSet parameters;

    public ParityScripts(EngineContext engine, Architecture a, int classes, Map<String, float[]> values) {
        ScriptAssembler network = ScriptAssembler.pretraining(a, classes);
        // As in the fixtures: no dropout, masked loss only, features' gradient times 0.1, penalty 10.
        // They have the loss of unmasked frames too, which training leaves out where it has no weight.
        EnumSet<KernelOption> optimisations = EnumSet.allOf(KernelOption.class);
        optimisations.remove(KernelOption.MASKED_LOGITS);
        PretrainOptions options = new PretrainOptions(0, 0, 0, 0.1, 10, 0.1, new KernelSet(optimisations));
        script = Script.load(
                engine,
                network.trainSource(a, Precision.FP32, options, ComputeDevice.of(engine.device()))
                        .add(Fragment.of(ParityScripts.class, "parity.py")
                                .weights(network.layout())
                                .constant("LAYERS", a.encoder().layers())));
        parameters = ParameterSet.of(engine.manager(), network.parameters(), values);
    }

    /** Compiles, on whatever device, what would run on a GPU. */
    public static void compileForGpu(EngineContext engine, Architecture a, Precision precision) {
        PretrainOptions options = new PretrainOptions(0.1, 0, 0, 0.1, 10, 0.1, KernelSet.OPTIMISED);
        ComputeDevice gpu = ComputeDevice.of(Device.gpu());
        Script.load(engine, ScriptAssembler.pretraining(a, 7).trainSource(a, precision, options, gpu))
                .close();
    }

    public List<NDArray> call(NDManager results, String method, Arguments arguments) {
        return script.call(results, method, arguments.add(parameters.list()));
    }

    public List<String> names() {
        return List.copyOf(parameters.byName().keySet());
    }
}
