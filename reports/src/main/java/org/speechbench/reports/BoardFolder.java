package org.speechbench.reports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.speechbench.core.Folders;
import org.speechbench.core.UserError;
import org.speechbench.core.result.RunDirectory;

/**
 * A folder of runs that share a leaderboard: files of {@code report --format json}, folders of runs, and folders of
 * these. Names that begin with a dot are passed over, and so are files with other endings.
 */
public record BoardFolder(Path folder) {
    private static final String JSON = ".json";

    /** How deep runs may be: in the folder, or in one of its folders. */
    private static final int DEPTH = 2;

    /**
     * All runs that can be read; what cannot be read is a warning of the board.
     *
     * @throws UserError if there is no such folder, or no run in it
     */
    public Board read() {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": there is no such folder.", "Make it, and copy runs into it: " + command());
        }
        if (isRun(folder)) {
            throw new UserError(
                    folder + ": is a run; wanted a folder of runs.",
                    "Name the folder that it is in, or use 'speechbench report'.");
        }
        List<BoardRun> runs = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        read(folder, "", DEPTH, runs, warnings);
        if (runs.isEmpty()) {
            String found = warnings.isEmpty() ? "" : " that can be read (" + warnings.get(0) + ")";
            throw new UserError(folder + ": there is no run in it" + found + ".", "Copy one into it: " + command());
        }
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return Board.of(name == null ? "Leaderboard" : "Leaderboard: " + name, runs, warnings);
    }

    private String command() {
        return "'speechbench report RUN_DIR --format json --out " + folder.resolve("NAME" + JSON) + "'.";
    }

    private static boolean isRun(Path entry) {
        return Files.isRegularFile(new RunDirectory(entry).results());
    }

    private static void read(Path folder, String above, int depth, List<BoardRun> runs, List<String> warnings) {
        for (Path entry : Folders.entries(folder)) {
            String name = above + entry.getFileName();
            if (entry.getFileName().toString().startsWith(".")) {
                continue;
            }
            if (isRun(entry)) {
                add(() -> ReportReader.read(List.of(entry)), name, runs, warnings);
            } else if (Files.isDirectory(entry) && depth > 1) {
                read(entry, name + "/", depth - 1, runs, warnings);
            } else if (name.endsWith(JSON) && Files.isRegularFile(entry)) {
                String owner = name.substring(0, name.length() - JSON.length());
                add(() -> ReportJson.read(entry), owner, runs, warnings);
            }
        }
    }

    /** Reads a folder or file, which may hold several runs. */
    @FunctionalInterface
    private interface Source {
        ReportData read();
    }

    /** The name, with a number if a folder and a file, or two runs of a file, have the same one. */
    private static String free(String name, List<BoardRun> runs) {
        Set<String> taken = runs.stream().map(BoardRun::owner).collect(Collectors.toSet());
        String free = name;
        for (int number = 2; taken.contains(free); number++) {
            free = name + " (" + number + ")";
        }
        return free;
    }

    /** What cannot be read is left out and told, and does not affect the others. */
    private static void add(Source source, String owner, List<BoardRun> runs, List<String> warnings) {
        try {
            ReportData data = source.read();
            warnings.addAll(data.warnings());
            boolean several = data.runs().size() > 1;
            for (ReportData.Run run : data.runs()) {
                String name = several ? owner + "/" + run.name() : owner;
                runs.add(new BoardRun(free(name, runs), run, data.findings().noise()));
            }
        } catch (UserError e) {
            warnings.add(e.oneLine());
        }
    }
}
