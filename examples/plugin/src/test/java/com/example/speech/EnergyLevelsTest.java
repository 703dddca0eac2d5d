package com.example.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.bench.run.ExperimentRunner;
import org.speechbench.bench.run.Outcome;
import org.speechbench.bench.run.RunOptions;
import org.speechbench.core.Home;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.engine.device.Devices;

class EnergyLevelsTest {
    private static final String EXPERIMENT =
            """
            precision: fp32
            limit: 8
            pretrain:
              loud:
                provider: fast_hubert
                size: test
                steps: 4
                batch_seconds: 4
                crop_seconds: [1]
                targets: { kind: energy_levels, levels: 6 }
            """;

    @TempDir
    Path folder;

    private static ResolvedConfig read(String text) {
        return new ConfigReader().parse("loud.yaml", text, List.of());
    }

    @Test
    void an_experiment_pre_trains_on_them() throws IOException {
        Home home = Installed.home();
        Path out = folder.resolve("run");
        RunOptions options = new RunOptions(
                out,
                false,
                false,
                new RunOptions.Cache(folder.resolve("cache"), 0),
                RunOptions.Selection.of(RunOptions.Scope.PRETRAIN),
                Devices.cpu(),
                true,
                List.of());
        Outcome outcome = new ExperimentRunner(
                        read(EXPERIMENT),
                        options,
                        new DataFolder(home.syntheticCorpus(), true),
                        home,
                        Services.load(),
                        Progress.silent())
                .run();

        assertThat(outcome.failed()).isZero();
        assertThat(Files.readString(out.resolve("pretrain/loud/model/config.json")))
                .contains("\"labels\" : \"energy-levels-1\"", "\"classes\" : 6");
    }

    @Test
    void their_keys_have_defaults_and_are_checked_like_those_of_any_kind() {
        assertThat(read(EXPERIMENT).yaml()).contains("range_decibels: 40.0");
        assertThatThrownBy(() -> read(EXPERIMENT.replace("levels: 6", "levels: 1")))
                .hasMessageContaining("loud.yaml line 10")
                .hasMessageContaining("targets.levels is 1, wanted at least 2");
        assertThatThrownBy(() -> read(EXPERIMENT.replace("levels: 6", "level: 6")))
                .hasMessageContaining("there is no key 'level' here");
    }
}
