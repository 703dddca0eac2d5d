package org.speechbench.upstream.states;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.ModelCost;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.UsesLabels;
import org.speechbench.upstream.UtteranceStates;

/**
 * {@code features}: hidden states that another program computed, in a folder with a file for each utterance. The
 * checkpoint is that folder.
 */
public final class FeaturesProvider implements UpstreamProvider, UtteranceStates {
    static final String NAME = "features";

    /** Raised whenever the same files give other states. */
    private static final int VERSION = 1;

    private static final Setting STRIDE = Setting.integer(
            "frame_stride",
            "samples at 16 kHz between two frames, for example 320; otherwise that of index.json, or"
                    + " measured from the lengths of the utterances");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> sizes() {
        return List.of();
    }

    @Override
    public SettingsSchema settings() {
        return SettingsSchema.of(NAME, STRIDE, UsesLabels.SETTING);
    }

    @Override
    public boolean needsCheckpoint() {
        return true;
    }

    @Override
    public UpstreamCard describe(UpstreamSpec spec) {
        return card(spec, folder(spec));
    }

    @Override
    public Upstream open(EngineContext engine, UpstreamSpec spec) {
        StatesByUtterance folder = folder(spec);
        UpstreamCard card = card(spec, folder);
        String digest = Digests.sha256(NAME + "/" + VERSION + "/" + card.frameStride() + "/" + folder.digest());
        return new FeaturesUpstream(engine, card, folder, digest);
    }

    private static StatesByUtterance folder(UpstreamSpec spec) {
        return StatesByUtterance.open(Objects.requireNonNull(spec.checkpointPath()));
    }

    private UpstreamCard card(UpstreamSpec spec, StatesByUtterance folder) {
        Settings settings = settings().read(spec);
        int stride = stride(settings, folder);
        if (stride == 0) {
            throw new UserError(
                    folder.folder() + " does not tell how many frames a second has: it has no index.json.",
                    "Set frame_stride, the number of samples at 16 kHz between two frames, for example 320.");
        }
        StatesFile first = StatesFile.open(folder.first());
        Map<String, String> facts = new LinkedHashMap<>();
        StatesIndex index = folder.index();
        facts.put(
                CheckpointFacts.PRECISION,
                index == null
                        ? "unknown: that of the program which computed the states"
                        : index.of().encoding().precision() + ": that in which they were encoded");
        facts.put("format", index == null ? "a file for each utterance, by its name" : "files that index.json lists");
        if (index != null) {
            StatesIndex.Encoding by = index.of().encoding();
            facts.put(
                    "states_of",
                    (by.upstream() + " " + by.size()).strip() + " " + by.digest() + ", layers "
                            + index.of().layers() + ", " + by.precision() + ", " + by.engine() + ", " + by.device());
        }
        return new UpstreamCard(
                NAME,
                "",
                "none",
                first.frames().size(),
                first.dim(),
                stride,
                ModelCost.NONE,
                UsesLabels.facts(settings, facts, "a file of hidden states"));
    }

    /** 0 if it is not known. */
    private static int stride(Settings settings, StatesByUtterance folder) {
        return settings.isGiven(STRIDE.name()) ? settings.integer(STRIDE.name()) : folder.indexedStride();
    }

    @Override
    public UpstreamSpec fitted(UpstreamSpec spec, List<Utterance> utterances) {
        StatesByUtterance folder = folder(spec);
        StatesCheck check = new StatesCheck(folder, utterances);
        int known = stride(settings().read(spec), folder);
        int stride = known > 0 ? known : FrameStride.of(check.lengths());
        if (stride > 0) {
            check.requireFit(stride);
            return known > 0 ? spec : with(spec, stride);
        }
        check.requireFiles();
        if (!check.lengths().isEmpty()) {
            throw new UserError(
                    "No frame rate fits all hidden states in " + folder.folder() + ".",
                    "Set frame_stride, the number of samples at 16 kHz between two frames; what does not fit is then named.");
        }
        return spec;
    }

    private static UpstreamSpec with(UpstreamSpec spec, int stride) {
        Map<String, String> settings = new TreeMap<>(spec.settings());
        settings.put(STRIDE.name(), Integer.toString(stride));
        return spec.with(settings);
    }
}
