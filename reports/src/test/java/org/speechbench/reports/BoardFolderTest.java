package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;
import org.speechbench.core.result.RunDirectory;

class BoardFolderTest {
    @TempDir
    private Path folder;

    private Path board;
    private RunDirectory run;

    @BeforeEach
    void write() throws IOException {
        board = Files.createDirectory(folder.resolve("board"));
        run = Sample.write(folder.resolve("run"));
    }

    /** A file of {@code report --format json}. */
    private Path add(String name) throws IOException {
        Path file = board.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, ReportFormat.JSON.render(ReportReader.read(List.of(run.root()))));
    }

    private Board read() {
        return new BoardFolder(board).read();
    }

    @Test
    void the_one_file_of_a_run_is_worth_its_folder() throws IOException {
        ReportData direct = ReportReader.read(List.of(run.root()));
        ReportData copied = ReportJson.read(add("anna.json"));
        assertThat(copied.rows()).isEqualTo(direct.rows());
        assertThat(copied.runs()).isEqualTo(direct.runs());
        assertThat(copied.findings().noise()).isEqualTo(direct.findings().noise());

        String ofFile = read().render(ReportFormat.MARKDOWN);
        Files.delete(board.resolve("anna.json"));
        Sample.write(board.resolve("anna"));
        assertThat(read().render(ReportFormat.MARKDOWN)).isEqualTo(ofFile);
    }

    @Test
    void a_file_or_folder_may_be_in_a_folder_of_its_owner_and_names_with_a_dot_are_passed_over() throws IOException {
        add("ben/first.json");
        add(".git/x.json");
        Files.writeString(board.resolve("notes.txt"), "not a run");
        assertThat(read().runs()).extracting(BoardRun::owner).containsExactly("ben/first");
    }

    @Test
    void a_folder_and_a_file_of_one_name_are_told_apart() throws IOException {
        add("ben.json");
        RunDirectory other = Sample.write(board.resolve("ben"));
        String later = Files.readString(other.provenance()).replace("2026-11-22", "2026-11-23");
        Files.writeString(other.provenance(), later);
        assertThat(read().runs()).extracting(BoardRun::owner).containsExactly("ben", "ben (2)");
    }

    @Test
    void a_leaderboard_in_its_own_folder_adds_nothing() throws IOException {
        add("anna.json");
        Board before = read();
        Files.writeString(board.resolve("all.json"), before.render(ReportFormat.JSON));
        Board after = read();
        assertThat(after.data().rows()).isEqualTo(before.data().rows());
        assertThat(after.data().warnings()).contains("all and anna are one run: it counts once, as that of all.");
    }

    @Test
    void a_file_that_was_cut_in_half_is_named_and_the_others_are_shown() throws IOException {
        add("anna.json");
        String whole = Files.readString(board.resolve("anna.json"));
        for (int length : new int[] {0, 1, 10, whole.length() / 2, whole.length() - 3}) {
            Files.writeString(board.resolve("cut.json"), whole.substring(0, length));
            Board read = read();
            assertThat(read.runs()).extracting(BoardRun::owner).containsExactly("anna");
            assertThat(read.data().warnings()).as("%d characters", length).anySatisfy(sentence -> assertThat(sentence)
                    .contains("cut.json: ", "; wanted a run as 'report --format json' writes it. ")
                    .doesNotContain("\n"));
        }
    }

    @Test
    void files_of_others_of_earlier_versions_and_with_damaged_rows_are_named_with_what_to_do() throws IOException {
        add("anna.json");
        String whole = Files.readString(board.resolve("anna.json"));
        refused("foreign.json", "{\"name\": \"package\"}", "is not a report");
        refused("list.json", "[1, 2]", "is not a report");
        refused(
                "old.json",
                whole.replaceFirst("\"schema\" : 3", "\"schema\" : 2"),
                "schema is 2, and this version reads 3");
        refused(
                "older.json",
                whole.replace("\"results\" : [", "\"rows\" : ["),
                "has no results, as in reports of earlier versions");
        refused(
                "damaged.json",
                whole.replaceFirst("\"value\" : \"[0-9.]+\"", "\"value\" : \"much\""),
                "value is 'much'; wanted a number");
        refused("origin.json", whole.replaceFirst("\"seed\" : 1337", "\"seed\" : \"x\""), "provenance of run 'run'");
    }

    private void refused(String name, String text, String why) throws IOException {
        Path file = Files.writeString(board.resolve(name), text);
        assertThat(read().data().warnings())
                .as(name)
                .singleElement()
                .asString()
                .startsWith(file + ": ")
                .contains(why, "wanted a run as 'report --format json' writes it", "--out " + file)
                .doesNotContain("\n");
        Files.delete(file);
    }

    @Test
    void a_folder_with_a_damaged_table_is_told_by_its_lines() throws IOException {
        RunDirectory torn = Sample.write(board.resolve("anna"));
        Files.writeString(torn.results(), "1,score,hub", StandardOpenOption.APPEND);
        assertThat(read().data().warnings()).contains("anna/results.csv: the last line is torn and was left out.");
    }

    @Test
    void a_folder_without_runs_says_how_to_add_one() throws IOException {
        refused(board, "there is no run in it. Copy one into it: 'speechbench report RUN_DIR --format json --out ");
        Files.writeString(board.resolve("x.json"), "{");
        refused(board, "there is no run in it that can be read (");
        refused(folder.resolve("none"), "there is no such folder");
        refused(run.root(), "is a run; wanted a folder of runs");
    }

    private static void refused(Path folder, String why) {
        assertThatThrownBy(() -> new BoardFolder(folder).read())
                .isInstanceOfSatisfying(
                        UserError.class,
                        e -> assertThat(e.oneLine()).startsWith(folder + ": ").contains(why));
    }
}
