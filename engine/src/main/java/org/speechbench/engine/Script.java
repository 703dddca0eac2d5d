package org.speechbench.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/**
 * A loaded script. Its methods are pure functions of arrays: arguments are tensors ({@link Arguments#add(NDArray)}) or
 * lists of tensors ({@link Arguments#add(List)}), and numbers are passed as tensors or are constants of the source.
 * Autograd is off in the calling thread; a method that needs it enables it itself, and it is off again afterwards, so
 * any number of threads may run scripts at once. Only one thread at a time may pass the same array, since the arrays of
 * a list are marked by their names.
 */
public final class Script implements AutoCloseable {
    private final Model model;
    private final PtSymbolBlock block;

    private Script(Model model, PtSymbolBlock block) {
        this.model = model;
        this.block = block;
    }

    /** @throws IllegalStateException with the compiler's message if the source is wrong */
    public static Script load(EngineContext engine, ScriptSource source) {
        Model model = Model.newInstance("kernels", engine.device(), "PyTorch");
        JniUtils.setGraphExecutorOptimize(false);
        try {
            model.load(new ByteArrayInputStream(ScriptArchive.pack(source.build())));
        } catch (IOException | MalformedModelException e) {
            model.close();
            throw new IllegalStateException("a script of speechbench does not compile: " + e.getMessage(), e);
        }
        return new Script(model, (PtSymbolBlock) model.getBlock());
    }

    /** Calls a method; the results belong to the manager. */
    public NDList call(NDManager results, String method, Arguments arguments) {
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(false);
        NDList out;
        // Numbers are created on the host, because copying even one number to a device would wait for everything that
        // is queued there.
        try (NDManager host = results.newSubManager(Device.cpu())) {
            NDArray selector = host.create(0f);
            selector.setName("module_method:" + method);
            NDList in = arguments.named();
            in.add(selector);
            out = IValueUtils.forward(block, in, true);
        } finally {
            arguments.unname();
            JniUtils.setGradMode(false);
        }
        out.attach(results);
        return out;
    }

    /** Calls a method that returns one tensor. */
    public NDArray callOne(NDManager results, String method, Arguments arguments) {
        return call(results, method, arguments).singletonOrThrow();
    }

    @Override
    public void close() {
        model.close();
    }
}
