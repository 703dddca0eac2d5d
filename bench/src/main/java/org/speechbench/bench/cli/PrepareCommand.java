package org.speechbench.bench.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.DataFolder;
import org.speechbench.bench.Home;
import org.speechbench.bench.prepare.Preparation;
import org.speechbench.bench.prepare.Prepared;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code prepare}: is a corpus there, is it whole; and a manifest for one in an official layout. */
@Command(
        name = "prepare",
        description = {
            "Check that a corpus is there and whole, and say what is missing.",
            "The name of an official layout, see 'list layouts', writes manifests/NAME.tsv; any other name is that of a"
                    + " manifest in the data folder."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Examples.HEADING,
        footer = {"  speechbench prepare librispeech --data DIR", "  speechbench prepare er --data corpora/synthetic"})
final class PrepareCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "CORPUS",
            completionCandidates = Names.Layouts.class,
            description = "An official layout such as librispeech, or a manifest such as pr_an4.")
    private String corpus = "";

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder; otherwise " + DataFolder.VARIABLE + ".")
    private @Nullable Path data;

    @Option(names = "--skip-bad", description = "Leave recordings out that cannot be read, and list them.")
    private boolean skipBad;

    @Option(names = "--json", description = Json.OPTION)
    private boolean json;

    PrepareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        DataFolder folder = DataFolder.resolve(data, false, Home.find(), System.getenv());
        Prepared prepared = new Preparation(folder, skipBad, console.progress()).run(corpus);
        if (json) {
            Json.print(console, prepared);
        } else {
            print(prepared);
        }
        return 0;
    }

    private void print(Prepared prepared) {
        for (Prepared.Split split : prepared.splits()) {
            console.out()
                    .println(String.format(
                                    Locale.ROOT,
                                    "%s: %d utterances, %d speakers",
                                    split.name(),
                                    split.utterances(),
                                    split.speakers())
                            + (split.hours() > 0 ? String.format(Locale.ROOT, ", %.2f h", split.hours()) : ""));
        }
        for (Prepared.Incomplete split : prepared.incomplete()) {
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s of %s: %,d of %,d utterances are there",
                            split.name(),
                            Preparation.layouts().get(prepared.corpus()).title(),
                            split.there(),
                            split.whole()));
        }
        int skipped = prepared.skipped().size();
        console.out()
                .println(prepared.corpus()
                        + (prepared.incomplete().isEmpty() ? " is whole" : " is there in part, which is sound")
                        + (skipped == 0 ? "." : " but for " + skipped + " skipped recordings."));
        prepared.written().forEach(file -> console.out().println("wrote " + file));
    }
}
