package org.speechbench.onnx;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.model.WaveformFrontEnd;
import org.speechbench.upstream.portable.PreprocessorConfig;
import org.speechbench.upstream.portable.StatedSettings;
import org.speechbench.upstream.portable.Told;
import org.speechbench.upstream.waveform.WaveNormalization;

/**
 * Whether the samples of an utterance are normalised before a file is called, which Hugging Face's programs do outside of
 * the model.
 */
final class Normalization implements AutoCloseable {
    static final String SETTING = StatedSettings.NORMALIZE;

    private final Told<Boolean> told;
    private final @Nullable Script script;

    private Normalization(Told<Boolean> told, @Nullable Script script) {
        this.told = told;
        this.script = script;
    }

    /**
     * As the settings say, or else the file {@code preprocessor_config.json} beside the file. A file with the input
     * {@code wave} does it itself.
     *
     * @throws UserError if it cannot be known
     */
    static Normalization of(EngineContext engine, Path file, Signature signature, Settings settings) {
        Told<Boolean> told = told(file, signature, settings);
        if (!told.value()) {
            return new Normalization(told, null);
        }
        ScriptSource source = new ScriptSource(Precision.FP32)
                .add(WaveformFrontEnd.normalizedWaves(WaveNormalization.HUGGING_FACE.epsilon()));
        return new Normalization(told, Script.load(engine, source));
    }

    private static Told<Boolean> told(Path file, Signature signature, Settings settings) {
        if (settings.isGiven(SETTING)) {
            return new Told<>(settings.flag(SETTING), "by the settings");
        }
        if (signature.normalizesItself()) {
            return new Told<>(false, "since the file has the input " + signature.wave());
        }
        Path folder = OnnxFile.folder(file);
        Path above = folder.resolveSibling("");
        for (Path place : folder.endsWith("onnx") ? List.of(folder, above) : List.of(folder)) {
            Optional<Told<Boolean>> beside = PreprocessorConfig.normalize(place);
            if (beside.isPresent()) {
                return beside.get();
            }
        }
        throw new UserError(
                file + " has the input " + signature.wave()
                        + ", and nothing says whether its samples are wanted at zero"
                        + " mean and unit variance: there is no " + PreprocessorConfig.FILE + " beside it.",
                "Put that of the model there, or give settings: { " + SETTING + ": true } or false; of the models with"
                        + " Hugging Face, Large ones want it.");
    }

    /** What is done and who said so. */
    String text() {
        return told.text();
    }

    boolean normalizes() {
        return told.value();
    }

    /** The samples (B, N) as the file wants them; padding is zero. */
    float[] apply(NDManager scratch, float[] samples, long[] lengths) {
        if (script == null) {
            return samples;
        }
        Shape shape = new Shape(lengths.length, samples.length / lengths.length);
        return script.callOne(scratch, "waves", Arguments.of(scratch.create(samples, shape), scratch.create(lengths)))
                .toFloatArray();
    }

    @Override
    public void close() {
        if (script != null) {
            script.close();
        }
    }
}
