package org.speechbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.speechbench.cli.doctor.Doctor;
import org.speechbench.cli.doctor.EngineStart;
import org.speechbench.cli.doctor.Environment;
import org.speechbench.cli.doctor.Finding;
import org.speechbench.core.ControlCharacters;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.engine.EngineContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: checks whether this machine can run speechbench, and what is missing. */
@Command(
        name = "doctor",
        description = {
            "Check JDK, engine, processor, GPUs, precision, data and disks, and say what is missing and how to get it.",
            "The exit status is 1 if something essential does not work."
        },
        footer = {"  speechbench doctor", "  speechbench doctor --data DIR --json"})
final class DoctorCommand extends BaseCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder to check; otherwise " + DataFolder.VARIABLE + ".")
    private @Nullable Path data;

    @Option(names = "--json", description = Console.JSON)
    private boolean json;

    @Override
    public Integer call() {
        List<Finding> findings;
        try (EngineStart engine = new EngineStart(EngineContext::cpu)) {
            Environment at = new Environment(System.getenv(), home(), data, Path.of(""), engine);
            findings = new Doctor().examine(at, json ? finding -> {} : this::print);
        }
        boolean usable = findings.stream().noneMatch(f -> f.level() == Finding.Level.PROBLEM);
        if (json) {
            console().json(new Findings(usable, findings));
        } else {
            console().print("");
            console().print(summary(findings));
        }
        return usable ? 0 : 1;
    }

    private static @Nullable Path home() {
        try {
            return Home.find().root();
        } catch (UserError e) {
            // Reported by the check that needs it.
            return null;
        }
    }

    /** Prints subject and text side by side, with the remedy below. */
    private void print(Finding finding) {
        String level = String.format("%-8s", finding.level().id());
        console().out().trusted().print(console().ansi().string("@|" + style(finding.level()) + " " + level + "|@ "));
        console().print(String.format("%-18s ", finding.subject()) + ControlCharacters.escaped(finding.text()));
        if (!finding.cure().isEmpty()) {
            console().print(" ".repeat(28) + ControlCharacters.escaped(finding.cure()));
        }
    }

    private static String style(Finding.Level level) {
        return switch (level) {
            case OK -> "green";
            case WARNING -> "yellow";
            case PROBLEM -> "bold,red";
        };
    }

    private static String summary(List<Finding> findings) {
        long problems = count(findings, Finding.Level.PROBLEM);
        long warnings = count(findings, Finding.Level.WARNING);
        return problems > 0
                ? number(problems, "problem") + " and " + number(warnings, "warning") + ": mend the problems first."
                : "speechbench can run here; " + number(warnings, "warning") + ". First try: speechbench demo";
    }

    private static long count(List<Finding> findings, Finding.Level level) {
        return findings.stream().filter(f -> f.level() == level).count();
    }

    private static String number(long count, String noun) {
        return (count == 0 ? "no" : Long.toString(count)) + " " + noun + (count == 1 ? "" : "s");
    }

    /** The document of {@code --json}. */
    private record Findings(boolean usable, List<Finding> findings) {}
}
