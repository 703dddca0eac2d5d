package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.speechbench.bench.run.RunOptions;
import org.speechbench.core.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: runs experiments/demo.yaml on the bundled corpus. */
@Command(
        name = "demo",
        description = "Pre-train, probe, measure and report on the bundled synthetic corpus, in about ten minutes.",
        footer = {"  speechbench demo", "  speechbench demo --reduced --out runs/demo"})
final class DemoCommand extends BaseCommand implements Callable<Integer> {
    @Option(names = "--reduced", description = "Fewer steps: the same table in less than three minutes, worse scores.")
    private boolean reduced;

    @Mixin
    private RunSettings settings = new RunSettings();

    @Mixin
    private KeepSettings keep = new KeepSettings();

    @Override
    public Integer call() {
        Home home = Home.find();
        List<Path> files = new ArrayList<>(List.of(home.experiment("demo.yaml")));
        if (reduced) {
            files.add(home.experiment("demo-reduced.yaml"));
        }
        return session(settings, keep.folderOr(usual())).run(files, RunOptions.Selection.of(RunOptions.Scope.ALL));
    }

    /**
     * The history has a folder of its own for reduced runs, since scores after fewer steps are not comparable with
     * those after more.
     */
    private Path usual() {
        return Path.of("runs", reduced ? "demo-reduced-history" : "demo-history");
    }
}
