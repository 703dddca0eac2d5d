package org.speechbench.bench.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.bench.speed.BackgroundLoad;
import org.speechbench.bench.speed.SpeedRun;
import org.speechbench.core.result.Machine;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Gpus;
import org.speechbench.tasks.Preset;
import org.speechbench.upstream.EncodeBatches;

/** Writes the provenance of a run's numbers at its start and, with all warnings, at its end. */
final class ProvenanceWriter {
    private final ProvenanceStore store;
    private final Path home;
    private final ResolvedConfig config;
    private final RunOptions options;
    private final Engines engines;
    private final Machine machine;
    private final String created;
    /** The warnings about speeds that were measured before the run was resumed. */
    private final List<String> seenEarlier;
    /** The programs that decoded recordings, also before the run was resumed. */
    private final SortedSet<String> audioDecoders;
    /** The kernels that were chosen before the run was resumed. */
    private final Map<String, String> kernels;

    /** @param audioDecoders the programs that decode recordings of this run, with their versions */
    ProvenanceWriter(
            RunDirectory files,
            Path home,
            ResolvedConfig config,
            RunOptions options,
            Engines engines,
            Set<String> audioDecoders) {
        this.store = new ProvenanceStore(files.provenance());
        this.home = home;
        this.config = config;
        this.options = options;
        this.engines = engines;
        this.machine = Machine.probe().computingOn(Gpus.of(options.devices()));
        Provenance earlier = store.exists() ? store.read() : null;
        this.created = earlier == null
                ? Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()
                : earlier.origin().created();
        this.audioDecoders = new TreeSet<>(audioDecoders);
        if (earlier != null) {
            this.audioDecoders.addAll(earlier.environment().audioDecoders());
        }
        this.kernels = earlier == null ? Map.of() : earlier.environment().kernels();
        this.seenEarlier = earlier == null
                ? List.of()
                : earlier.warnings().stream().filter(BackgroundLoad::isSentence).toList();
    }

    /** The kernels that the run chose by measurement before it was resumed. */
    Map<String, String> earlierKernels() {
        return kernels;
    }

    /** @param seen further warnings for the reader, as sentences */
    void write(Plan plan, boolean bundled, List<String> seen) {
        EngineContext engine = engines.main();
        String[] engineVersion = engine.version().split(" ", 2);
        store.write(new Provenance(
                new Provenance.Origin(
                        CodeVersion.suite(),
                        CodeVersion.revision(home),
                        created,
                        options.commandLine(),
                        config.config().seed()),
                new Provenance.Environment(
                        Provenance.currentJvm(),
                        Provenance.currentOs(),
                        engineVersion[0],
                        engineVersion[engineVersion.length - 1],
                        options.devices().provenance(),
                        machine,
                        engine.threads(),
                        List.copyOf(audioDecoders),
                        engine.choices().made()),
                engines.ceilings(),
                new Provenance.Inputs(plan.digests(), plan.checkpoints(), config.digest()),
                warnings(plan, bundled, seen),
                config.config().probing().claims()));
    }

    private List<String> warnings(Plan plan, boolean bundled, List<String> seen) {
        List<String> warnings = new ArrayList<>(seenEarlier);
        warnings.addAll(seen);
        boolean scored = !config.config().tasks().isEmpty()
                || !config.config().finetune().isEmpty();
        if (bundled && scored) {
            warnings.add("Synthetic corpus: some scores rest on generated speech and say little of real speech.");
        }
        if (config.config().tasks().values().stream().anyMatch(t -> t.preset() == Preset.QUICK)) {
            warnings.add(
                    "Quick preset: heads were trained with a small budget; scores do not compare with published ones.");
        }
        if (config.config().pretrain().values().stream().allMatch(p -> p.seeds() == 1)) {
            warnings.add(
                    config.config().tasks().values().stream()
                                    .allMatch(t -> t.sweep().seeds() == 1)
                            ? "One seed: differences of the size of seed noise are not shown by the intervals."
                            : "One pre-training each: several seeds are those of heads.");
        }
        EncodeBatches batches = config.config().probing().batches();
        if (!batches.oneByOne()) {
            warnings.add(
                    "Encoded in " + batches.text() + ": states, and with them scores, differ by rounding from those of"
                            + " utterances that are encoded alone.");
        }
        if (config.config().recordings().limit() > 0) {
            warnings.add("A try: every split was cut to "
                    + config.config().recordings().limit() + " utterances.");
        }
        if (asksForParts() && engines.main().device().isGpu()) {
            warnings.add(SpeedRun.NO_PARTS);
        }
        if (audioDecoders.size() > 1) {
            warnings.add("Several audio decoders: the run was resumed with another, "
                    + String.join(" and ", audioDecoders)
                    + ", and compressed recordings may differ in their last bits or lengths.");
        }
        engines.slowPrecision(Precision.of(config.config().precision())).ifPresent(warnings::add);
        warnings.addAll(plan.doubts(config.config().precision()));
        warnings.addAll(plan.unlabelled());
        if (plan.skipped() > 0) {
            warnings.add(plan.skipped() + " recordings could not be read and were left out.");
        }
        return warnings;
    }

    private boolean asksForParts() {
        ThroughputEntry timed = config.config().throughput();
        return options.selection().scope() == RunOptions.Scope.ALL
                && timed != null
                && !timed.modules().isEmpty();
    }
}
