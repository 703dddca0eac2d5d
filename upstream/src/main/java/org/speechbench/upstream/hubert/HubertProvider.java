package org.speechbench.upstream.hubert;

import java.util.List;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.PublishedSchedule.Stage;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.waveform.NamedSizes;
import org.speechbench.upstream.waveform.WaveformNetwork;
import org.speechbench.upstream.waveform.WaveformProvider;

/** The upstream {@code hubert}: the waveform model that the others are compared with. */
public final class HubertProvider extends WaveformProvider {
    /** 1.4 million samples on each of 32 GPUs (Hsu et al., arXiv 2106.07447, and fairseq's configurations). */
    private static final double BASE_SECONDS = 32 * 1_400_000 / 16_000.0;
    /** 900,000 samples on each of 128 GPUs. */
    private static final double LARGE_SECONDS = 128 * 900_000 / 16_000.0;

    private static final PublishedSchedule BASE = new PublishedSchedule(List.of(
            Stage.ofUpdates(
                    "iteration 1", 250_000, BASE_SECONDS, "arXiv 2106.07447, fairseq hubert_base_librispeech.yaml"),
            Stage.ofUpdates(
                    "iteration 2", 400_000, BASE_SECONDS, "arXiv 2106.07447, fairseq hubert_base_librispeech.yaml")));

    /** Its targets come from Base, whose pre-training is not counted here. */
    private static final PublishedSchedule LARGE = new PublishedSchedule(List.of(Stage.ofUpdates(
            "on clusters of Base", 400_000, LARGE_SECONDS, "arXiv 2106.07447, fairseq hubert_large_librivox.yaml")));

    public HubertProvider() {
        super(new HubertFamily());
    }

    /** Empty for an architecture that differs from the published ones in more than padding. */
    @Override
    public PublishedSchedule publishedSchedule(UpstreamSpec spec) {
        WaveformNetwork architecture = random(spec);
        boolean usual = new NamedSizes(architecture.family()).isUsual(architecture);
        if (!usual || !architecture.variant().isPublishedButForPadding()) {
            return PublishedSchedule.NONE;
        }
        return switch (architecture.size()) {
            case "base" -> BASE;
            case "large" -> LARGE;
            default -> PublishedSchedule.NONE;
        };
    }
}
