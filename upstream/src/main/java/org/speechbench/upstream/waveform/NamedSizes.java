package org.speechbench.upstream.waveform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.model.EncoderSettings;
import org.speechbench.upstream.model.TransformerConfig;

/** The networks of a family by the names of their sizes, and as the settings of model folders. */
public record NamedSizes(WaveformFamily family) {
    private static final String WAVES = "wave_normalization";
    private static final int USUAL_FINAL_SIZE = 256;

    /** Smallest first. */
    public List<String> names() {
        return family.sizes().stream().map(WaveformNetwork::size).toList();
    }

    /** The settings of a network with random weights. */
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(WaveformVariant.settings(family));
        if (family.resizes()) {
            settings.addAll(EncoderSettings.RESIZING);
        }
        settings.addAll(family.choices());
        return settings;
    }

    /** @throws UserError if there is no such size or setting, or dimensions do not fit one another */
    public WaveformNetwork of(String size, Map<String, String> settings) {
        Settings given = new SettingsSchema(family.provider(), settings()).read(settings);
        WaveformNetwork usual = usual(size);
        WaveformNetwork resized = family.resizes()
                ? usual.with(
                        EncoderSettings.resized(family.provider(), usual.transformer(), given),
                        given.integer(
                                EncoderSettings.CONV_CHANNELS,
                                usual.convolutions().channels()))
                : usual;
        return family.chosen(resized.with(WaveformVariant.of(family, given)), given);
    }

    /** Whether a network has the dimensions of its named size. */
    public boolean isUsual(WaveformNetwork a) {
        return !a.size().equals(EncoderSettings.CUSTOM)
                && differences(usual(a.size()), a).isEmpty();
    }

    private static Map<String, String> differences(WaveformNetwork usual, WaveformNetwork own) {
        Map<String, String> settings = EncoderSettings.differences(usual.transformer(), own.transformer());
        if (usual.convolutions().channels() != own.convolutions().channels()) {
            settings.put(
                    EncoderSettings.CONV_CHANNELS,
                    Integer.toString(own.convolutions().channels()));
        }
        return settings;
    }

    /** @throws UserError if settings contradict the dimensions of a model's weights */
    static void requireAgreement(WaveformNetwork own, Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>();
        EncoderSettings.put(all, own.transformer());
        all.put(
                EncoderSettings.CONV_CHANNELS,
                Integer.toString(own.convolutions().channels()));
        EncoderSettings.requireAgreement(own.provider(), all, given);
    }

    private WaveformNetwork usual(String size) {
        return family.sizes().stream()
                .filter(a -> a.size().equals(size))
                .findFirst()
                .orElseThrow(
                        () -> NearNames.unknown(family.provider() + " has no size '" + size + "'.", size, names()));
    }

    /** The sizes whose weights others have published. */
    List<WaveformNetwork> published() {
        return family.published().stream().map(this::usual).toList();
    }

    /**
     * A network under the name of the size that it has, or {@link EncoderSettings#CUSTOM}.
     *
     * @param finalSize of the head; 0 without one, which is that of the named size
     */
    WaveformNetwork named(
            TransformerConfig transformer, ConvolutionConfig convolutions, EncoderBlocks blocks, int finalSize) {
        return family.sizes().stream()
                .filter(a -> a.transformer().equals(transformer)
                        && a.convolutions().hasShapeOf(convolutions)
                        && a.blocks().equals(blocks)
                        && (finalSize == 0 || a.finalSize() == finalSize))
                .findFirst()
                .map(a -> new WaveformNetwork(
                        family, a.size(), transformer, convolutions, blocks, a.finalSize(), a.predictor(), a.variant()))
                .orElseGet(() -> new WaveformNetwork(
                        family,
                        EncoderSettings.CUSTOM,
                        transformer,
                        convolutions,
                        blocks,
                        finalSize == 0 ? USUAL_FINAL_SIZE : finalSize,
                        Optional.empty(),
                        WaveformVariant.PUBLISHED));
    }

    /**
     * A network in the form that the configuration of a model folder stores: a named size and the differences from it,
     * or the size {@value EncoderSettings#CUSTOM} and all dimensions. Weights tell whether there are biases in
     * convolutions.
     */
    Map<String, String> settings(WaveformNetwork a) {
        Map<String, String> settings = new LinkedHashMap<>(a.variant().settings());
        if (!a.size().equals(EncoderSettings.CUSTOM)) {
            WaveformNetwork usual = usual(a.size());
            settings.putAll(
                    usual.blocks().equals(a.blocks())
                            ? differences(usual, a)
                            : a.blocks().settings());
            if (usual.waves() != a.waves()) {
                settings.put(WAVES, a.waves().id());
            }
            return settings;
        }
        EncoderSettings.put(settings, a.transformer());
        settings.put("channels", Integer.toString(a.convolutions().channels()));
        settings.put("final_size", Integer.toString(a.finalSize()));
        settings.put("layer_norm_front", Boolean.toString(a.convolutions().layerNorm()));
        settings.put(WAVES, a.waves().id());
        settings.putAll(a.blocks().settings());
        return settings;
    }

    /** @throws UserError if a setting is unknown, missing or not a number */
    WaveformNetwork saved(String size, Map<String, String> settings) {
        Map<String, String> left = new LinkedHashMap<>(settings);
        if (!size.equals(EncoderSettings.CUSTOM)) {
            String waves = left.remove(WAVES);
            WaveformNetwork a = of(size, left);
            return waves == null ? a : a.with(WaveNormalization.of(waves));
        }
        TransformerConfig transformer = EncoderSettings.take(left);
        int channels = EncoderSettings.number(left, "channels");
        int finalSize = EncoderSettings.number(left, "final_size");
        boolean layerNorm = Boolean.parseBoolean(EncoderSettings.text(left, "layer_norm_front"));
        WaveNormalization waves = WaveNormalization.of(EncoderSettings.text(left, WAVES));
        EncoderBlocks blocks = family.blocks(left);
        return new WaveformNetwork(
                family,
                size,
                transformer,
                new ConvolutionConfig(family.convolutions(channels), layerNorm, false, waves),
                blocks,
                finalSize,
                Optional.empty(),
                WaveformVariant.of(family, left));
    }
}
