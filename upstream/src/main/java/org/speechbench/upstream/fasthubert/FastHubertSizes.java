package org.speechbench.upstream.fasthubert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.fasthubert.FastHubertArchitecture.Convolution;
import org.speechbench.upstream.model.EncoderSettings;
import org.speechbench.upstream.model.MaskPlacement;
import org.speechbench.upstream.model.PredictionHead;
import org.speechbench.upstream.model.PredictionSettings;
import org.speechbench.upstream.model.TransformerConfig;

/**
 * The sizes of Fast-HuBERT: base as published; the others train in minutes, with a positional convolution of 1.3 s
 * instead of 5.1 s, which little data cannot fill (docs/adr/0003).
 */
final class FastHubertSizes {
    static final List<String> NAMES = List.of("test", "tiny", "small", "base");
    private static final int MOST_CONVOLUTIONS = 3;

    /** The size of an imported network that matches none of the named sizes. */
    static final String CUSTOM = EncoderSettings.CUSTOM;

    /** The setting for the number of halvings of the frame rate of log-mel input. */
    private static final String CONVOLUTIONS = "convolutions";

    private static final String UTTERANCE_MEAN = "utterance_mean";

    /** The settings of a Fast-HuBERT with random weights. */
    static final SettingsSchema SETTINGS = new SettingsSchema(
            FastHubertProvider.NAME,
            Stream.of(
                            PredictionSettings.of(PredictionSettings.LINEAR, PredictionSettings.COSINE),
                            List.of(
                                    Setting.choice(
                                                    CONVOLUTIONS,
                                                    "each halves the frame rate: 1 for frames of 20 ms, 2 for 40 ms"
                                                            + " (published), 3 for 80 ms",
                                                    "1",
                                                    "2",
                                                    "3")
                                            .usually("2"),
                                    Setting.flag(
                                            UTTERANCE_MEAN,
                                            "takes the mean of the utterance from its log-mel input, so that loudness and"
                                                    + " channel do not tell")),
                            EncoderSettings.RESIZING)
                    .flatMap(List::stream)
                    .toList());

    private static final String KERNELS = "kernels";
    private static final String CHANNELS = "channels";

    private FastHubertSizes() {}

    static FastHubertArchitecture of(String size, Map<String, String> settings) {
        if (size.equals(CUSTOM)) {
            return custom(new LinkedHashMap<>(settings));
        }
        Settings given = SETTINGS.read(settings);
        int channels = given.integer(EncoderSettings.CONV_CHANNELS, channels(size));
        return heads(
                size,
                EncoderSettings.resized(FastHubertProvider.NAME, encoder(size), given),
                Collections.nCopies(
                        given.integer(CONVOLUTIONS), new Convolution(FastHubertArchitecture.KERNEL, channels)),
                cosineSize(size),
                settings);
    }

    /** The size with this network, or {@link #CUSTOM}. */
    static String matching(TransformerConfig encoder, List<Convolution> convolutions) {
        return NAMES.stream()
                .filter(name -> encoder(name).equals(encoder)
                        && convolutions.size() <= MOST_CONVOLUTIONS
                        && convolutions.stream()
                                .allMatch(new Convolution(FastHubertArchitecture.KERNEL, channels(name))::equals))
                .findFirst()
                .orElse(CUSTOM);
    }

    private static int channels(String size) {
        return switch (size) {
            case "test" -> 16;
            case "tiny" -> 192;
            default -> 512;
        };
    }

    /** The same as in HuBERT of the same size. */
    private static int cosineSize(String size) {
        return size.equals("test") ? 24 : 256;
    }

    static TransformerConfig encoder(String size) {
        return switch (size) {
            case "test" -> new TransformerConfig(2, 32, 4, 64, 32, 16, false);
            case "tiny" -> new TransformerConfig(4, 192, 4, 768, 32, 16, false);
            case "small" -> new TransformerConfig(6, 256, 4, 1024, 32, 16, false);
            case "base" -> new TransformerConfig(12, 768, 12, 3072, 128, 16, false);
            default -> throw NearNames.unknown("fast_hubert has no size '" + size + "'.", size, NAMES);
        };
    }

    /**
     * An architecture in the form that the configuration of a model folder stores: a named size and the differences from
     * it, or the size {@value #CUSTOM} and all dimensions.
     */
    static Map<String, String> settings(FastHubertArchitecture a) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(PredictionSettings.INTERMEDIATE, Boolean.toString(a.intermediate()));
        if (a.maskedFrames() != MaskPlacement.ENCODER) {
            settings.put(MaskPlacement.SETTING, a.maskedFrames().id());
        }
        if (a.utteranceMean()) {
            settings.put(UTTERANCE_MEAN, "true");
        }
        if (!(a.predictionHead() instanceof PredictionHead.Linear)) {
            settings.put(PredictionSettings.HEAD, a.predictionHead().id());
        }
        if (!a.size().equals(CUSTOM)) {
            settings.put(CONVOLUTIONS, Integer.toString(a.convolutions().size()));
            settings.putAll(EncoderSettings.differences(encoder(a.size()), a.transformer()));
            int channels = a.convolutions().get(0).channels();
            if (channels != channels(a.size())) {
                settings.put(EncoderSettings.CONV_CHANNELS, Integer.toString(channels));
            }
            return settings;
        }
        EncoderSettings.put(settings, a.transformer());
        settings.put(KERNELS, joined(a, Convolution::kernel));
        settings.put(CHANNELS, joined(a, Convolution::channels));
        return settings;
    }

    private static String joined(FastHubertArchitecture a, ToIntFunction<Convolution> of) {
        return a.convolutions().stream()
                .map(c -> Integer.toString(of.applyAsInt(c)))
                .collect(Collectors.joining(","));
    }

    /** @throws UserError if settings contradict the dimensions of a model's weights */
    static void requireAgreement(FastHubertArchitecture own, Map<String, String> given) {
        Map<String, String> all = new TreeMap<>();
        EncoderSettings.put(all, own.transformer());
        all.put(
                EncoderSettings.CONV_CHANNELS,
                Integer.toString(own.convolutions().get(0).channels()));
        EncoderSettings.requireAgreement(own.provider(), all, given);
    }

    /** @throws UserError if a setting is unknown, missing or not a number */
    private static FastHubertArchitecture custom(Map<String, String> left) {
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
     * @param given settings by name
     * @throws UserError for a setting or value that does not exist
     */
    static FastHubertArchitecture heads(
            String size,
            TransformerConfig encoder,
            List<Convolution> convolutions,
            int cosineSize,
            Map<String, String> given) {
        Settings settings = SETTINGS.read(given);
        boolean intermediate = settings.flag(PredictionSettings.INTERMEDIATE);
        return new FastHubertArchitecture(
                size,
                encoder,
                convolutions,
                intermediate,
                settings.flag(UTTERANCE_MEAN),
                MaskPlacement.of(settings.text(MaskPlacement.SETTING), intermediate),
                PredictionSettings.head(settings.text(PredictionSettings.HEAD), cosineSize));
    }

    private static List<Integer> numbers(Map<String, String> settings, String key) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : EncoderSettings.text(settings, key).split(",", -1)) {
            numbers.add(EncoderSettings.number(key, part));
        }
        return numbers;
    }
}
