package org.speechbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Home;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.prepare.Preparation;
import org.speechbench.datasets.prepare.PrepareSettings;
import org.speechbench.datasets.prepare.Prepared;
import org.speechbench.tasks.text.PhoneEncoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code prepare}: checks whether a corpus exists and is complete, and creates a manifest for a corpus in an official
 * layout.
 */
@Command(
        name = "prepare",
        description = {
            "Check that a corpus is complete, and say what is missing.",
            "For the name of an official layout (see 'list layouts') it writes manifests/NAME.tsv; any other name is that of a"
                    + " manifest in the data folder."
        },
        footer = {
            "  speechbench prepare librispeech --data DIR",
            "  speechbench prepare librispeech --data DIR --lexicon cmudict.dict",
            "  speechbench prepare fsdd --data /shared/corpora --out DIR",
            "  speechbench prepare er --data corpora/synthetic"
        })
final class PrepareCommand extends BaseCommand implements Callable<Integer> {
    private static final int LISTED = 10;

    @Parameters(
            paramLabel = "CORPUS",
            completionCandidates = CompletionCandidates.Layouts.class,
            description = "An official layout such as librispeech, or a manifest such as pr_an4.")
    private String corpus = "";

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder; otherwise " + DataFolder.VARIABLE + ".")
    private @Nullable Path data;

    @Option(
            names = "--lexicon",
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "Pronunciations in the format of CMUdict or OpenSLR's librispeech-lexicon.txt. The manifest gets a column"
                        + " 'phones' for the task pr, with the first pronunciation of every word, from the first file that"
                        + " contains it. 'data get lexicon' downloads some files."
            })
    private List<Path> lexicons = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Folder for the manifest, if the corpus is shared or read-only. It gets links to the folders of the"
                        + " corpus and is then a data folder itself: pass it as --data to other commands."
            })
    private @Nullable Path out;

    @Option(
            names = "--skip-bad",
            description = "Leave out recordings and lines of lists that cannot be used, and list them.")
    private boolean skipBad;

    @Option(names = "--json", description = Console.JSON)
    private boolean json;

    @Override
    public Integer call() {
        DataFolder folder = DataFolder.resolve(data, false, Home.find(), System.getenv());
        PrepareSettings settings =
                new PrepareSettings(skipBad, lexicons, Set.copyOf(new PhoneEncoder("phones").names()), out);
        Prepared prepared = new Preparation(folder, settings, console().progress()).run(corpus);
        if (json) {
            console().json(prepared);
        } else {
            print(prepared);
        }
        return 0;
    }

    private void print(Prepared prepared) {
        for (Prepared.Split split : prepared.splits()) {
            console()
                    .print(String.format(
                                    Locale.ROOT,
                                    "%s: %d utterances, %d speakers",
                                    split.name(),
                                    split.utterances(),
                                    split.speakers())
                            + (split.hours() > 0 ? String.format(Locale.ROOT, ", %.2f h", split.hours()) : ""));
        }
        for (Prepared.Incomplete split : prepared.incomplete()) {
            console()
                    .print(String.format(
                            Locale.ROOT,
                            "%s of %s: %,d of %,d utterances are present",
                            split.name(),
                            Preparation.layouts().get(prepared.corpus()).title(),
                            split.there(),
                            split.whole()));
        }
        prepared.skipped().forEach(id -> console().print("skipped " + id));
        console().print(summary(prepared));
        printWords(prepared);
        prepared.decoders().forEach(program -> console().print("decoded with " + program));
        prepared.written().forEach(file -> console().print("wrote " + file));
    }

    private static String summary(Prepared prepared) {
        int skipped = prepared.skipped().size();
        String state =
                switch (prepared.completeness()) {
                    case WHOLE -> " is whole";
                    case IN_PART -> " is there in part, which is sound";
                    case UNKNOWN -> " is sound; how many recordings all of it has is not known";
                };
        return prepared.corpus() + state + (skipped == 0 ? "." : " but for " + skipped + " skipped recordings.");
    }

    private void printWords(Prepared prepared) {
        Map<String, Integer> words = prepared.words().counts();
        if (words.isEmpty()) {
            return;
        }
        String some = words.keySet().stream().limit(LISTED).collect(Collectors.joining(", "));
        String more = words.size() > LISTED ? ", ..." : "";
        console()
                .print(String.format(
                        Locale.ROOT,
                        "%,d words are in no lexicon (%s%s), so %,d utterances have no phones; give further lexicons"
                                + " with --lexicon, or leave these utterances out of pr: run --skip-bad",
                        words.size(),
                        some,
                        more,
                        prepared.words().utterances()));
    }
}
