package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaderboardCommandTest {
    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    private Path board;

    @BeforeEach
    void collect() {
        board = folder.resolve("board");
        ScoredRun anna = new ScoredRun(folder.resolve("runs/1"), 1).recorded();
        anna.words("hubert", "asr", speaker -> 2).words("fbank", "asr", speaker -> 5);
        ScoredRun ben = new ScoredRun(folder.resolve("runs/2"), 2).recorded();
        ben.words("hubert", "asr", speaker -> 3).words("wavlm", "asr", speaker -> 1);
        add(anna, "anna");
        add(ben, "ben");
    }

    private void add(ScoredRun run, String name) {
        shell.prints("report", run.folder(), "--format", "json", "--out", board.resolve(name + ".json"));
    }

    @Test
    void runs_that_were_added_by_one_file_each_are_one_table_and_one_page() {
        String out = shell.prints("leaderboard", board);

        assertThat(out)
                .containsPattern("fbank +\\? 50.00")
                .containsPattern("hubert +\\? 25.00")
                .containsPattern("wavlm +10.00\\+")
                .contains("Differences are not tested", "anna   2026-01-02", "leaderboard: " + board);
        assertThat(board.resolve("leaderboard.html")).content().contains("<!DOCTYPE html>", "anna, ben");
        assertThat(shell.err()).contains("Equal weights or recipes in several runs share a row: hubert of anna, ben.");
    }

    @Test
    void another_format_is_alone_on_standard_output_and_in_the_order_that_was_asked_for() {
        assertThat(shell.prints("leaderboard", board, "--format", "csv", "--sort", "asr"))
                .startsWith("kind,upstream,")
                .containsSubsequence("\nscore,wavlm", "\nscore,hubert", "\nscore,fbank");
        assertThat(board.resolve("leaderboard.html")).doesNotExist();
        Path file = folder.resolve("table.md");
        assertThat(shell.prints("leaderboard", board, "--format", "markdown", "--out", file))
                .isEmpty();
        assertThat(file).content().startsWith("# Leaderboard: board\n");
    }

    @Test
    void a_file_that_cannot_be_read_is_a_warning_and_a_folder_without_any_other_is_refused() throws IOException {
        Files.writeString(board.resolve("cut.json"), "{");
        shell.prints("leaderboard", board);
        assertThat(shell.err()).contains(board.resolve("cut.json") + ": is not a complete JSON document");

        Files.delete(board.resolve("anna.json"));
        Files.delete(board.resolve("ben.json"));
        assertThat(shell.refuses("leaderboard", board))
                .contains("there is no run in it that can be read", "report RUN_DIR --format json --out");
    }

    @Test
    void a_page_with_scores_is_not_replaced_by_one_without() throws IOException {
        shell.prints("leaderboard", board);
        String page = Files.readString(board.resolve("leaderboard.html"));
        for (String name : new String[] {"anna.json", "ben.json"}) {
            String text = Files.readString(board.resolve(name));
            Files.writeString(board.resolve(name), text.replace("\"status\" : \"ok\"", "\"status\" : \"skipped\""));
        }
        assertThat(shell.refuses("leaderboard", board)).contains("shows scores");
        assertThat(board.resolve("leaderboard.html")).hasContent(page);
    }
}
