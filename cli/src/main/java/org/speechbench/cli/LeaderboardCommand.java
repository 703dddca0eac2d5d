package org.speechbench.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.speechbench.reports.Board;
import org.speechbench.reports.BoardFolder;
import org.speechbench.reports.BoardTables;
import org.speechbench.reports.TerminalScores;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TextRenderer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leaderboard}: puts the runs of several people and machines into one table and page. */
@Command(
        name = "leaderboard",
        description = {
            "Print one table of the runs of several people and machines, and write it as a page.",
            "To add a run, copy one file into the folder: 'speechbench report RUN_DIR --format json --out DIR/NAME.json'."
                    + " What does not compare is in columns of its own, and no difference is tested."
        },
        footer = {"  speechbench leaderboard board", "  speechbench leaderboard board --sort asr --format markdown"})
final class LeaderboardCommand extends BaseCommand implements Callable<Integer> {
    private static final String PAGE = "leaderboard.html";

    @Parameters(
            paramLabel = "DIR",
            description =
                    "Folder of files of 'report --format json', or of folders of runs; also those in its folders.")
    private Path folder = Path.of("");

    @Option(
            names = "--sort",
            paramLabel = "TASK",
            description = "Order upstreams by their score on this task; otherwise by name.")
    private @Nullable String task;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Override
    public Integer call() {
        Board all = new BoardFolder(folder).read();
        Board board = task == null ? all : all.sortedBy(task);
        board.data().warnings().forEach(console()::warn);
        String text = board.render(options.format());
        if (options.page()) {
            Path page = options.fileOr(folder.resolve(PAGE));
            ShownScores.replace(page, options.format(), text);
            print(board);
            console().print("leaderboard: " + page);
        } else {
            options.write(console(), text);
        }
        return 0;
    }

    private void print(Board board) {
        new TerminalScores(board.data(), console().width()).lines().forEach(console()::print);
        for (TableModel table : new BoardTables(board).brief()) {
            console().print("");
            console().print(table.caption());
            TextRenderer.blocks(table, console().width()).forEach(console()::print);
        }
    }
}
