package org.speechbench.upstream.fasthubert;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.feature.FbankOptions;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.engine.feature.KaldiFeatures;
import org.speechbench.upstream.CheckpointExchange;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.PublishedSchedule.Stage;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.model.TransformerProvider;
import org.speechbench.upstream.model.TransformerUpstream.InputReader;
import org.speechbench.upstream.portable.StatedSettings;

/** {@code fast_hubert}: log-mel input, 40 ms frames, linear heads. */
public final class FastHubertProvider extends TransformerProvider<FastHubertArchitecture>
        implements CheckpointExchange {
    static final String NAME = "fast_hubert";

    /**
     * Used in place of training statistics if there was no training: the order of magnitude of log-mel values of speech
     * in 16-bit scale.
     */
    private static final InputNormalization UNTRAINED = new InputNormalization(List.of(14.0), List.of(4.0));

    /**
     * The batch size of its 400,000 updates is not published; the released checkpoint is called checkpoint280.pt, after
     * its epoch in fairseq, of LibriSpeech's 960 hours. Its targets come from another source, which is not counted.
     */
    private static final PublishedSchedule BASE = new PublishedSchedule(
            List.of(Stage.ofEpochs("released", 280, 960, "arXiv 2309.13860, name of the released checkpoint")));

    public FastHubertProvider() {
        super(
                new SettingsSchema(
                        NAME,
                        Stream.of(
                                        FastHubertSizes.SETTINGS.settings(),
                                        StatedSettings.SETTINGS,
                                        List.of(CmvnFile.SETTING))
                                .flatMap(List::stream)
                                .toList()),
                FastHubertSizes.NAMES);
    }

    @Override
    protected FastHubertArchitecture random(UpstreamSpec spec) {
        return FastHubertSizes.of(spec.size(), spec.settings());
    }

    @Override
    protected FastHubertArchitecture saved(ModelFolder folder) {
        return FastHubertSizes.of(folder.size(), folder.settings());
    }

    @Override
    protected FastHubertArchitecture chosen(FastHubertArchitecture saved, UpstreamSpec spec) {
        FastHubertSizes.requireAgreement(saved, spec.settings());
        return saved;
    }

    @Override
    protected TransformerCheckpoint<FastHubertArchitecture> foreign(Path place, Settings settings) {
        return PublishedFastHubert.read(place, settings);
    }

    @Override
    protected InputReader reader(EngineContext engine) {
        return new FbankReader(engine);
    }

    @Override
    protected InputNormalization untrained() {
        return UNTRAINED;
    }

    /**
     * Writes the structure of the published code, with the heads of pre-training, because no other toolkit has the
     * model.
     */
    @Override
    public UpstreamCard exportCheckpoint(UpstreamSpec source, Path target, boolean newWeightNorm) {
        TransformerCheckpoint<FastHubertArchitecture> model = read(source);
        FastHubertExport.write(target, model, newWeightNorm);
        return model.card();
    }

    /** Rows S5 and S8 of the paper's ladder are published: the second also has an intermediate head. */
    @Override
    public PublishedSchedule publishedSchedule(UpstreamSpec spec) {
        FastHubertArchitecture architecture = random(spec);
        boolean published = Stream.of("false", "true")
                .map(intermediate -> FastHubertSizes.of("base", Map.of("intermediate", intermediate)))
                .anyMatch(architecture::equals);
        return published ? BASE : PublishedSchedule.NONE;
    }

    /** Log-mel frames in 16-bit scale, computed on the device. */
    private static final class FbankReader implements InputReader {
        private final KaldiFeatures features;

        FbankReader(EngineContext engine) {
            features = new KaldiFeatures(engine);
        }

        @Override
        public NDArray read(NDManager results, WaveformBatch batch) {
            try (NDManager host = results.newSubManager(Device.cpu())) {
                NDArray waves = host.create(batch.padded(), new Shape(batch.size(), batch.longest()));
                return features.fbank(results, waves, FbankOptions.FAST_HUBERT);
            }
        }

        @Override
        public int units(int samples) {
            return FrameGeometry.KALDI.frames(samples);
        }

        @Override
        public void close() {
            features.close();
        }
    }
}
