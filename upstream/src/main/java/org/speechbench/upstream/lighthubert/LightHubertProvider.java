package org.speechbench.upstream.lighthubert;

import java.nio.file.Path;
import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.supernet.SearchSpace;
import org.speechbench.upstream.supernet.Subnetwork;
import org.speechbench.upstream.supernet.SubnetworkSettings;
import org.speechbench.upstream.supernet.Supernet;
import org.speechbench.upstream.waveform.WaveformNetwork;
import org.speechbench.upstream.waveform.WaveformProvider;

/** The upstream {@code light_hubert}: a supernet, or one of the networks within it. */
public final class LightHubertProvider extends WaveformProvider implements Supernet {
    private static final String GAIN = "encoder.pos_conv.weight_g";
    private static final String MASK = "mask_embedding";

    private final LightHubertFamily family;

    public LightHubertProvider() {
        this(new LightHubertFamily());
    }

    private LightHubertProvider(LightHubertFamily family) {
        super(family);
        this.family = family;
    }

    @Override
    public SearchSpace space(String size) {
        return blocks(random(UpstreamSpec.of(name(), size, 0, Precision.FP32))).space();
    }

    private static SupernetBlocks blocks(WaveformNetwork network) {
        return (SupernetBlocks) network.blocks();
    }

    /** The published supernets of both spaces have the width of Base. */
    @Override
    public long publishedParameters(String size, Subnetwork network) {
        UpstreamSpec spec = UpstreamSpec.of(name(), size, 0, Precision.FP32);
        WaveformNetwork own = random(spec.with(SubnetworkSettings.of(network)));
        List<ParameterSpec> counted = ModelFolder.parameters(own, 0).stream()
                .filter(p -> !p.name().equals(GAIN) && !p.name().equals(MASK))
                .toList();
        String trained = size.equals(LightHubertFamily.SMALL) ? LightHubertFamily.BASE : size;
        return family.size(trained).encoder().size()
                + counted.stream().mapToLong(ParameterSpec::size).sum();
    }

    @Override
    public UpstreamCard extract(UpstreamSpec source, Path target) {
        TransformerCheckpoint<WaveformNetwork> model = model(source);
        model.write(target);
        return model.card();
    }

    /** The weights of the published small supernet are the leading ones of tensors that have the shapes of Base. */
    @Override
    protected TransformerCheckpoint<WaveformNetwork> sized(
            TransformerCheckpoint<WaveformNetwork> foreign, String size) {
        boolean base = foreign.architecture().size().equals(LightHubertFamily.BASE);
        if (!base || !size.equals(LightHubertFamily.SMALL)) {
            return foreign;
        }
        WaveformNetwork found = foreign.architecture();
        WaveformNetwork small = family.size(size)
                .with(found.waves())
                .withConvBias(found.convolutions().bias());
        Subnetwork largest = blocks(small).space().largest();
        TransformerCheckpoint<WaveformNetwork> part = foreign.with(LightHubertFamily.part(found, largest));
        return new TransformerCheckpoint<>(small, 0, part.normalization(), part.values(), part.told());
    }

    @Override
    public Pretrainable pretrainable(EngineContext engine, UpstreamSpec spec, PretrainOptions training, int classes) {
        throw new UserError(
                name() + " learns the states of a teacher, and masked_prediction learns from classes.",
                "Name an objective that learns from states ('speechbench list objectives').");
    }
}
