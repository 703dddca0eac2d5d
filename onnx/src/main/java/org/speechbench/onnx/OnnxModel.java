package org.speechbench.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.exported.ExportAdvice;
import org.speechbench.upstream.exported.ExportedModel;
import org.speechbench.upstream.exported.ExportedStates;

/** A session of ONNX Runtime, on the CPU, with as many threads as the engine. */
final class OnnxModel implements ExportedModel {
    /** Raised whenever the same file gives other states. */
    private static final int VERSION = 1;

    private final OrtRuntime runtime;
    private final OnnxFile contents;
    private final String sha256;
    private final OrtSession session;
    private final Signature signature;
    private final Normalization normalization;

    private OnnxModel(
            OrtRuntime runtime,
            OnnxFile contents,
            OrtSession session,
            Signature signature,
            Normalization normalization) {
        this.runtime = runtime;
        this.contents = contents;
        this.sha256 = contents.sha256();
        this.session = session;
        this.signature = signature;
        this.normalization = normalization;
    }

    /** @throws UserError if ONNX Runtime cannot load the file, or {@link Signature#of} refuses it */
    static OnnxModel load(EngineContext engine, OnnxFile file, Settings settings) {
        OrtRuntime runtime = OrtRuntime.start();
        OrtSession session = runtime.open(file, engine.threads());
        try {
            Signature signature = Signature.of(file.path(), session);
            Normalization normalization = Normalization.of(engine, file.path(), signature, settings);
            return new OnnxModel(runtime, file, session, signature, normalization);
        } catch (RuntimeException | Error e) {
            close(session);
            throw e;
        }
    }

    @Override
    public Path file() {
        return contents.path();
    }

    @Override
    public String onlyAlone() {
        return signature.onlyAlone();
    }

    @Override
    public long parameters() {
        return contents.parameters();
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("format", contents.format());
        facts.put("sha256", sha256);
        if (!contents.external().isEmpty()) {
            facts.put("weights", "in " + String.join(", ", contents.external().keySet()));
        }
        facts.put("runtime", runtime.version() + ", on the CPU whatever the device of the run");
        facts.put("layers", String.join(", ", signature.layers()));
        if (!signature.unused().isEmpty()) {
            facts.put("unused", String.join(", ", signature.unused()));
        }
        facts.put(Normalization.SETTING, normalization.text());
        return facts;
    }

    @Override
    public String digest() {
        return Digests.sha256(String.join(
                "/",
                OnnxProvider.NAME,
                Integer.toString(VERSION),
                runtime.version(),
                Boolean.toString(normalization.normalizes()),
                contents.contentsDigest(sha256)));
    }

    @Override
    public ExportAdvice advice() {
        return Signature.ADVICE;
    }

    @Override
    public ExportedStates call(NDManager results, float[] samples, long... lengths) {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            float[] wave = normalization.apply(results, samples, lengths);
            fill(inputs, wave, lengths);
            try (OrtSession.Result out = session.run(inputs, outputs())) {
                List<NDArray> layers = new ArrayList<>();
                for (String name : signature.layers()) {
                    OnnxTensor layer = tensor(out, name);
                    layers.add(results.create(layer.getFloatBuffer(), shape(layer), DataType.FLOAT32));
                }
                return ExportedStates.of(this, lengths.length, layers, frames(results, out, layers.get(0)));
            }
        } catch (OrtException e) {
            throw new UserError(file() + " fails: " + OrtRuntime.reason(e) + ".", advice().contract(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private void fill(Map<String, OnnxTensor> inputs, float[] wave, long[] lengths) throws OrtException {
        long[] shape = {lengths.length, wave.length / lengths.length};
        inputs.put(signature.wave(), OnnxTensor.createTensor(runtime.environment(), FloatBuffer.wrap(wave), shape));
        if (!signature.lengths().isEmpty()) {
            long[] rows = {lengths.length};
            inputs.put(
                    signature.lengths(),
                    OnnxTensor.createTensor(runtime.environment(), LongBuffer.wrap(lengths), rows));
        }
        if (!signature.mask().isEmpty()) {
            inputs.put(
                    signature.mask(), Masks.of(runtime.environment(), signature.maskType(), lengths, (int) shape[1]));
        }
    }

    private Set<String> outputs() {
        Set<String> outputs = new LinkedHashSet<>(signature.layers());
        if (!signature.frames().isEmpty()) {
            outputs.add(signature.frames());
        }
        return outputs;
    }

    /** Without such an output, there is one utterance, and all frames are its own. */
    private NDArray frames(NDManager results, OrtSession.Result out, NDArray layer) throws OrtException {
        if (signature.frames().isEmpty()) {
            return results.create(new long[] {
                layer.getShape().dimension() > 1 ? layer.getShape().get(1) : 0
            });
        }
        OnnxTensor frames = tensor(out, signature.frames());
        return results.create(frames.getLongBuffer(), shape(frames), DataType.INT64);
    }

    private OnnxTensor tensor(OrtSession.Result out, String name) {
        return out.get(name)
                .filter(OnnxTensor.class::isInstance)
                .map(OnnxTensor.class::cast)
                .orElseThrow(() -> ExportedStates.wrong(this, "no tensor " + name));
    }

    private static Shape shape(OnnxTensor tensor) {
        return new Shape(tensor.getInfo().getShape());
    }

    @Override
    public void close() {
        normalization.close();
        close(session);
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("A session of ONNX Runtime is closed twice.", e);
        }
    }
}
