package org.speechbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.DataDraft;
import org.speechbench.bench.config.TaskManifests;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.DataFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code init}: writes an experiment for what a data folder contains. */
@Command(
        name = "init",
        description = "Write a commented experiment for the manifests in a data folder, to change and to run.",
        footer = {"  speechbench init mine.yaml --data DIR"})
final class InitCommand extends BaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CONFIG.yaml", description = "The new file.")
    private Path file = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder; otherwise " + DataFolder.VARIABLE + ".")
    private @Nullable Path data;

    @Override
    public Integer call() {
        requireNew(file, "file");
        DataFolder folder = DataFolder.resolve(data, false, Home.find(), System.getenv());
        DataDraft draft = new DataDraft(
                folder.manifests().contains(DataDraft.PRETRAINING),
                new TaskManifests(folder, Services.load().tasks()).all());
        if (!draft.pretraining() && draft.tasks().isEmpty()) {
            throw new UserError(
                    "There is no manifest in " + folder.root() + " that an experiment could use.",
                    "Write one with 'speechbench prepare', see docs/corpora.md.");
        }
        String text = draft.yaml();
        new ConfigReader().parse(String.valueOf(file.getFileName()), text, List.of());
        AtomicFiles.write(file, text);
        console().print("pre-training: " + (draft.pretraining() ? DataDraft.PRETRAINING : "no manifest"));
        draft.tasks().forEach(choice -> console().print(choice.label() + ": " + choice.manifest()));
        folder.manifests().stream()
                .filter(manifest -> !manifest.equals(DataDraft.PRETRAINING))
                .filter(manifest -> draft.tasks().stream()
                        .noneMatch(choice -> choice.manifest().equals(manifest)))
                .forEach(manifest -> console().print("no task: " + manifest + ", by its name, labels and splits"));
        console().print("next: speechbench run " + file + " --data " + folder.root() + " --dry-run");
        return 0;
    }
}
