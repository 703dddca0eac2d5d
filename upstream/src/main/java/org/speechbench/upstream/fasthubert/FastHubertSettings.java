package org.speechbench.upstream.fasthubert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.upstream.fasthubert.FastHubertArchitecture.Convolution;
import org.speechbench.upstream.model.EncoderSettings;
import org.speechbench.upstream.model.MaskedFrames;
import org.speechbench.upstream.model.PredictionHead;
import org.speechbench.upstream.model.PredictionSettings;
import org.speechbench.upstream.model.TransformerConfig;

/**
 * An architecture as the configuration of a model folder keeps it: a named size and what differs from it, or the size
 * {@value #CUSTOM} and all dimensions.
 */
final class FastHubertSettings {
    /** Size of an imported network that none of ours has. */
    static final String CUSTOM = EncoderSettings.CUSTOM;

    static final String CONVOLUTIONS = "convolutions";

    private static final String INTERMEDIATE = "intermediate";
    private static final String UTTERANCE_MEAN = "utterance_mean";
    private static final String HEAD = "head";
    private static final List<String> NAMED =
            List.of(CONVOLUTIONS, HEAD, INTERMEDIATE, MaskedFrames.SETTING, UTTERANCE_MEAN);

    private static final String KERNELS = "kernels";
    private static final String CHANNELS = "channels";

    private FastHubertSettings() {}

    static Map<String, String> of(FastHubertArchitecture a) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(INTERMEDIATE, Boolean.toString(a.intermediate()));
        if (a.maskedFrames() != MaskedFrames.ENCODER) {
            settings.put(MaskedFrames.SETTING, a.maskedFrames().id());
        }
        if (a.utteranceMean()) {
            settings.put(UTTERANCE_MEAN, "true");
        }
        if (!(a.predictionHead() instanceof PredictionHead.Linear)) {
            settings.put(HEAD, a.predictionHead().id());
        }
        if (!a.size().equals(CUSTOM)) {
            settings.put(CONVOLUTIONS, Integer.toString(a.convolutions().size()));
            return settings;
        }
        EncoderSettings.put(settings, a.encoder());
        settings.put(KERNELS, joined(a, Convolution::kernel));
        settings.put(CHANNELS, joined(a, Convolution::channels));
        return settings;
    }

    private static String joined(FastHubertArchitecture a, ToIntFunction<Convolution> of) {
        return a.convolutions().stream()
                .map(c -> Integer.toString(of.applyAsInt(c)))
                .collect(Collectors.joining(","));
    }

    /** @throws UserError if a setting is unknown, missing or no number */
    static FastHubertArchitecture custom(Map<String, String> left) {
        TransformerConfig encoder = EncoderSettings.take(left);
        List<Integer> kernels = numbers(left, KERNELS);
        List<Integer> channels = numbers(left, CHANNELS);
        if (kernels.size() != channels.size()) {
            throw new UserError(
                    "The model has " + kernels.size() + " kernels and " + channels.size() + " channels.",
                    "Import the checkpoint again.");
        }
        List<Convolution> convolutions = new ArrayList<>();
        for (int i = 0; i < kernels.size(); i++) {
            convolutions.add(new Convolution(kernels.get(i), channels.get(i)));
        }
        return heads(CUSTOM, encoder, convolutions, 1, left);
    }

    /**
     * A network and the settings that do not change its dimensions.
     *
     * @param cosineSize of the cosine head
     * @throws UserError for a setting or value that does not exist
     */
    static FastHubertArchitecture heads(
            String size,
            TransformerConfig encoder,
            List<Convolution> convolutions,
            int cosineSize,
            Map<String, String> settings) {
        boolean intermediate = false;
        boolean utteranceMean = false;
        String maskedFrames = MaskedFrames.ENCODER.id();
        PredictionHead head = new PredictionHead.Linear();
        for (Map.Entry<String, String> s : settings.entrySet()) {
            switch (s.getKey()) {
                case INTERMEDIATE -> intermediate = PredictionSettings.flag(INTERMEDIATE, s.getValue());
                case UTTERANCE_MEAN -> utteranceMean = PredictionSettings.flag(UTTERANCE_MEAN, s.getValue());
                case MaskedFrames.SETTING -> maskedFrames = s.getValue();
                case HEAD -> head = PredictionSettings.head(s.getValue(), cosineSize);
                default -> throw NearNames.unknown(
                        "fast_hubert has no setting '" + s.getKey() + "'.", s.getKey(), NAMED);
            }
        }
        MaskedFrames place = MaskedFrames.of(maskedFrames, intermediate);
        return new FastHubertArchitecture(size, encoder, convolutions, intermediate, utteranceMean, place, head);
    }

    private static List<Integer> numbers(Map<String, String> settings, String key) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : EncoderSettings.text(settings, key).split(",", -1)) {
            numbers.add(EncoderSettings.number(key, part));
        }
        return numbers;
    }
}
