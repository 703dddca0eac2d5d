package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.reports.table.TextRenderer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code list}: lists what can be named in an experiment. */
@Command(
        name = "list",
        description =
                "List upstreams, tasks, corpora, layouts of corpora or heads, plug-ins included, or published results.",
        mixinStandardHelpOptions = true,
        footerHeading = HelpExamples.HEADING,
        footer = {
            "  speechbench list upstreams",
            "  speechbench list tasks --json",
            "  speechbench list corpora --data DIR"
        })
final class ListCommand implements Callable<Integer> {
    /** The kinds of things that can be listed. */
    enum Kind {
        upstreams,
        tasks,
        corpora,
        layouts,
        heads,
        published
    }

    private final Console console;

    @Parameters(paramLabel = "KIND", description = "One of ${COMPLETION-CANDIDATES}.")
    private Kind kind = Kind.upstreams;

    @Option(names = "--json", description = Json.OPTION)
    private boolean json;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder whose manifests are listed as well.")
    private @Nullable Path data;

    ListCommand(Console console) {
        this.console = console;
    }

    private Catalog catalog() {
        return new Catalog(Services.load(), this::warn);
    }

    private void warn(String warning) {
        console.err().println("speechbench: " + warning);
    }

    @Override
    public Integer call() {
        List<Map<String, Object>> entries =
                switch (kind) {
                    case upstreams -> catalog().upstreams();
                    case tasks -> catalog().tasks();
                    case heads -> catalog().heads();
                    case published -> Catalog.published();
                    case layouts -> CorpusCatalog.layouts(this::warn);
                    case corpora -> new CorpusCatalog(data).corpora();
                };
        if (json) {
            Json.print(console, entries);
        } else if (entries.isEmpty()) {
            console.out().println("none");
        } else {
            print(entries);
        }
        return 0;
    }

    private void print(List<Map<String, Object>> entries) {
        List<List<String>> grid = new ArrayList<>();
        grid.add(List.copyOf(entries.get(0).keySet()));
        entries.forEach(e -> grid.add(e.values().stream().map(Catalog::text).toList()));
        TextRenderer.lines(grid).forEach(console.out()::println);
    }
}
