package org.speechbench.upstream.hubert;

import java.util.List;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.PublishedSchedule.Stage;

/**
 * The amounts of audio processed by HuBERT's published pre-training (Hsu et al., arXiv 2106.07447, and fairseq's
 * configurations).
 */
final class HubertSchedules {
    /** 1.4 million samples on each of 32 GPUs. */
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

    private HubertSchedules() {}

    /** The schedule of an architecture; empty for one that differs from the published ones in more than padding. */
    static PublishedSchedule of(HubertArchitecture architecture) {
        HubertVariant variant = architecture.variant();
        HubertVariant published = HubertVariant.PUBLISHED;
        HubertVariant asPublished = new HubertVariant(
                published.head(), published.intermediate(), variant.paddedStatistics(), published.maskedFrames());
        if (!variant.equals(asPublished)) {
            return PublishedSchedule.NONE;
        }
        return switch (architecture.size()) {
            case "base" -> BASE;
            case "large" -> LARGE;
            default -> PublishedSchedule.NONE;
        };
    }
}
