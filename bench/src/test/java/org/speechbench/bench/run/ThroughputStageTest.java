package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.core.Progress;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Devices;

class ThroughputStageTest {
    private static final String EXPERIMENT =
            """
            title: T
            precision: fp32
            throughput: { upstreams: [hubert], size: test, rounds: 1 }
            """;

    @TempDir
    Path folder;

    @Test
    void the_engine_of_the_run_is_closed_before_the_first_fork_and_still_has_its_ceilings() {
        ResolvedConfig config = new ConfigReader().parse("t.yaml", EXPERIMENT, List.of());
        List<Boolean> open = new ArrayList<>();
        RunOptions options =
                TestExperiment.of(EXPERIMENT, folder.resolve("out")).options();
        try (RunFolder out = RunFolder.open(folder.resolve("out"), config, false);
                Engines engines = new Engines(Devices.cpu(), Precision.FP32, Progress.silent())) {
            StageContext context = new StageContext(
                    options,
                    engines,
                    out,
                    FeatureCache.none(),
                    () -> open.add(engines.main().manager().isOpen()),
                    Progress.silent(),
                    new Failures(Progress.silent(), false),
                    new LinkedHashMap<>());
            ThroughputStage stage = new ThroughputStage(
                    Objects.requireNonNull(config.config().throughput()), "fp32", Device.cpu(), Services.load());
            // Asked before the first fork, the stop signal answers yes.
            assertThatThrownBy(() -> stage.run(context)).isInstanceOf(Stopped.class);
            assertThat(open).containsExactly(false);
            assertThat(engines.ceilings()).containsKey("fp32");
            assertThat(engines.main().version()).startsWith("PyTorch");
        }
    }
}
