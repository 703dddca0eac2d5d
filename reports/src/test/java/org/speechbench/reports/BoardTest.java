package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Machine;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Subject;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.reports.table.TableModel;

/** Runs of several people, made up, as one leaderboard. */
class BoardTest {
    private static final Machine XEON = new Machine("Example Xeon", List.of("amx_bf16"), 2, 0);
    private static final Machine EPYC = new Machine("Example EPYC", List.of("avx2"), 16, 0);

    /** A run that began at a time of its own. */
    private static BoardRun run(String owner, Machine machine, ResultRow... rows) {
        Provenance sample = Sample.provenance("cpu()", machine);
        Provenance.Origin origin = new Provenance.Origin(
                "0.1.0",
                owner + "0".repeat(8),
                "2026-11-0" + (1 + owner.length() % 9) + "T05:05:52Z",
                List.of(),
                owner.hashCode());
        Provenance provenance =
                new Provenance(origin, sample.environment(), sample.ceilings(), sample.inputs(), List.of(), null);
        return new BoardRun(owner, new ReportData.Run(owner, "", provenance, "", on(machine, rows)), Map.of());
    }

    private static List<ResultRow> on(Machine machine, ResultRow... rows) {
        MachineKind kind = MachineKind.of(Sample.provenance("cpu()", machine));
        return Stream.of(rows).map(row -> row.onMachine(kind)).toList();
    }

    private static ResultRow wer(String upstream, double value) {
        return Sample.score(upstream, "checkpoint", "asr", Sample.WER).of(value, 1, "quick");
    }

    private static ResultRow per(String upstream, double value) {
        return Sample.score(upstream, "checkpoint", "pr", Sample.PER).of(value, 1, "quick");
    }

    /** The same measurement of another model. */
    private static ResultRow of(ResultRow row, String digest) {
        Subject s = row.subject();
        return new ResultRow(
                row.kind(),
                new Subject(s.label(), s.provider(), s.size(), s.init(), digest.repeat(8), s.usesLabels()),
                row.protocol(),
                row.conditions(),
                row.measure(),
                row.cost(),
                row.status(),
                row.note());
    }

    private static Board board(BoardRun... runs) {
        return Board.of("Leaderboard", List.of(runs), List.of());
    }

    private static List<String> upstreams(Board board) {
        return Leaderboard.of(board.data()).upstreams().stream()
                .map(UpstreamKey::label)
                .toList();
    }

    static BoardRun[] several() {
        return new BoardRun[] {
            run("anna", XEON, wer("hubert", 12), per("hubert", 8), wer("fbank", 40)),
            run(
                    "ben",
                    EPYC,
                    of(wer("hubert", 14), "beef"),
                    wer("wavlm", 9),
                    Sample.speed("wavlm", "encode", Metrics.SPEED, 9, 1)),
            run("carl", XEON, wer("hubert", 13), Sample.speed("hubert", "encode", Metrics.SPEED, 6, 1)),
            run(
                    "dora",
                    XEON,
                    of(Sample.score("wavlm", "checkpoint", "asr", Sample.WER).failed("out of memory"), ""))
        };
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void the_order_of_the_files_changes_nothing(ReportFormat format) {
        List<BoardRun> runs = new ArrayList<>(List.of(several()));
        String first = Board.of("Leaderboard", runs, List.of()).render(format);
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(runs, new Random(seed));
            assertThat(Board.of("Leaderboard", runs, List.of()).render(format)).isEqualTo(first);
        }
    }

    @Test
    void a_run_that_was_copied_twice_counts_once_and_this_is_said() {
        BoardRun anna = run("anna", XEON, wer("hubert", 12), per("hubert", 8));
        BoardRun copy = new BoardRun("old/copy", anna.run(), Map.of());
        Board once = board(anna);
        Board twice = board(copy, anna);

        assertThat(twice.data().rows()).isEqualTo(once.data().rows());
        assertThat(twice.data().warnings()).contains("anna and old/copy are one run: it counts once, as that of anna.");
    }

    @Test
    void of_a_run_that_was_copied_before_it_ended_the_fuller_copy_counts() {
        BoardRun late = run("anna", XEON, wer("hubert", 12), per("hubert", 8));
        ReportData.Run whole = late.run();
        BoardRun early = new BoardRun(
                "a",
                new ReportData.Run("a", "", whole.provenance(), "", whole.rows().subList(0, 1)),
                Map.of());

        Board board = board(early, late);
        assertThat(board.runs()).containsExactly(late);
        assertThat(board.data().rows()).hasSize(2);
    }

    @Test
    void scores_of_other_presets_versions_and_corpora_are_never_in_one_column() {
        ResultRow quick = wer("hubert", 12);
        List<ResultRow> others = List.of(
                Sample.score("hubert", "checkpoint", "asr", Sample.WER).of(4, 1, "superb"),
                Sample.score("hubert", "checkpoint", "asr", Sample.WER).of(4, 2, "quick"),
                wer("hubert", 4).onCorpus("0123".repeat(16)));
        for (ResultRow other : others) {
            Board board = board(run("anna", XEON, quick), run("ben", XEON, other));
            Leaderboard grid = Leaderboard.of(board.data());
            List<TaskColumn> columns = grid.columns();
            assertThat(columns).hasSize(2);
            UpstreamKey hubert = grid.upstreams().get(0);
            assertThat(columns.stream().map(column -> grid.cell(hubert, column).value()))
                    .containsExactlyInAnyOrder(12.0, 4.0);
            assertThat(board.data().warnings()).anySatisfy(sentence -> assertThat(sentence)
                    .startsWith("Not comparable, and therefore in columns of their own: asr (")
                    .contains(") and asr ("));
        }
    }

    @Test
    void models_that_share_a_label_have_rows_of_their_own_with_whose_they_are() {
        Board board = board(several());
        assertThat(upstreams(board))
                .containsExactly("fbank", "hubert (anna, carl)", "hubert (ben)", "wavlm (ben)", "wavlm (dora)");
        assertThat(board.data().warnings())
                .contains("Equal weights or recipes in several runs share a row: hubert (anna, carl) of anna, carl.");
    }

    @Test
    void random_weights_share_a_row_only_if_they_are_equal_since_others_may_be_of_another_network() {
        ResultRow drawn = Sample.score("net", "random", "asr", Sample.WER).of(90, 1, "quick");
        assertThat(upstreams(board(run("anna", XEON, drawn), run("ben", XEON, drawn))))
                .containsExactly("net");
        assertThat(upstreams(board(run("anna", XEON, drawn), run("ben", XEON, of(drawn, "beef")))))
                .containsExactly("net (anna)", "net (ben)");
    }

    @Test
    void a_run_of_speeds_alone_does_not_tell_models_apart() {
        Board board = board(
                run("anna", XEON, wer("hubert", 12)),
                run("ben", XEON, Sample.speed("hubert", "encode", Metrics.SPEED, 6, 1)));
        assertThat(upstreams(board)).containsExactly("hubert");

        Board several = board(
                run("anna", XEON, wer("hubert", 12)),
                run("ben", XEON, of(wer("hubert", 13), "beef")),
                run("carl", XEON, wer("wavlm", 13)),
                run("dora", XEON, Sample.speed("hubert", "encode", Metrics.SPEED, 6, 1)));
        assertThat(new BoardTables(several).speeds().get(0).rows().get(0).get(0).text())
                .isEqualTo("hubert (dora) small");
    }

    @Test
    void one_model_under_two_labels_and_one_measurement_under_two_are_told() {
        ResultRow other = Sample.score("base", "checkpoint", "asr", Sample.WER).of(12.5, 1, "quick");
        ResultRow same = of(wer("hubert", 12), "ab12ab12");
        ResultRow renamed = new ResultRow(
                other.kind(),
                new Subject(
                        "base",
                        same.subject().provider(),
                        same.subject().size(),
                        same.subject().init(),
                        same.subject().digest(),
                        false),
                new org.speechbench.core.result.Protocol(
                        "words",
                        same.protocol().taskName(),
                        1,
                        "quick",
                        same.protocol().head(),
                        "test",
                        same.protocol().corpus()),
                other.conditions(),
                other.measure(),
                other.cost(),
                other.status(),
                "");
        assertThat(board(run("anna", XEON, same), run("ben", XEON, renamed))
                        .data()
                        .warnings())
                .contains(
                        "One model under several labels, which one label would put into one row: base of ben and hubert of anna.",
                        "Measured in the same way under several labels of the task, which one label would put into one column:"
                                + " words and asr.");
    }

    @Test
    void speeds_of_other_machines_are_in_tables_of_their_own_and_without_a_machine_in_none() {
        ResultRow speed = Sample.speed("hubert", "encode", Metrics.SPEED, 6, 1);
        BoardRun unknown = new BoardRun("carl", new ReportData.Run("carl", "", null, "", List.of(speed)), Map.of());
        Board board = board(run("anna", XEON, speed), run("ben", EPYC, speed), unknown);

        List<TableModel> speeds = new BoardTables(board).speeds();
        assertThat(speeds.stream().map(TableModel::caption))
                .containsExactly(
                        "Speeds on Example Xeon, 1 thread on 2 cores", "Speeds on Example EPYC, 1 thread on 16 cores");
        assertThat(speeds).allSatisfy(table -> assertThat(table.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.get(1).text()).isIn("anna", "ben")));
        assertThat(board.data().warnings()).contains("Speeds are not shown, since the machine is not known: carl.");
    }

    @Test
    void upstreams_of_one_name_that_are_of_two_providers_have_two_rows_of_speeds() {
        ResultRow speed = Sample.speed("hubert", "encode", Metrics.SPEED, 6, 1);
        ResultRow other = Sample.speed("hubert", "encode", Metrics.SPEED, 9, 1);
        Subject untrained = Subject.untrained("hubert", "wavlm", "small");
        ResultRow wavlm = new ResultRow(
                other.kind(),
                untrained,
                other.protocol(),
                other.conditions(),
                other.measure(),
                other.cost(),
                other.status(),
                other.note());
        assertThat(new BoardTables(board(run("anna", XEON, speed), run("ben", XEON, wavlm)))
                        .speeds().get(0).rows().stream()
                                .map(row ->
                                        row.stream().map(TableModel.Entry::text).toList()))
                .containsExactly(
                        List.of("hubert small (hubert, random)", "anna", "6"),
                        List.of("hubert small (wavlm, random)", "ben", "9"));
    }

    @Test
    void machines_of_one_name_are_told_apart_by_their_instruction_sets() {
        Machine other = new Machine("Example Xeon", List.of("avx2"), 2, 0);
        ResultRow speed = Sample.speed("hubert", "encode", Metrics.SPEED, 6, 1);
        assertThat(new BoardTables(board(run("anna", XEON, speed), run("ben", other, speed)))
                        .speeds().stream().map(TableModel::caption))
                .containsExactly(
                        "Speeds on Example Xeon, 1 thread on 2 cores, amx_bf16",
                        "Speeds on Example Xeon, 1 thread on 2 cores, avx2");
    }

    @Test
    void gaps_and_failures_are_listed_by_upstream() {
        TableModel missing = new BoardTables(board(several())).missing();
        assertThat(missing.rows().stream()
                        .map(row -> row.stream().map(TableModel.Entry::text).toList()))
                .containsExactly(
                        List.of("fbank", "pr", "\u2013"),
                        List.of("hubert (ben)", "pr", "\u2013"),
                        List.of("wavlm (ben)", "pr", "\u2013"),
                        List.of("wavlm (dora)", "pr", "asr"));
        assertThat(board(several()).render(ReportFormat.HTML)).contains("out of memory");
    }

    @Test
    void nothing_is_ranked_since_nothing_can_be_tested() {
        Board board = board(several());
        Leaderboard grid = Leaderboard.of(board.data());
        for (TaskColumn column : grid.columns()) {
            assertThat(grid.best(column)).isEmpty();
        }
        TaskColumn asr = grid.columns().stream()
                .filter(column -> column.task().equals("asr"))
                .findFirst()
                .orElseThrow();
        assertThat(grid.lead(asr)).isEqualTo("lead not tested: a leaderboard has no predictions, which a test needs");
        assertThat(board.data().standings().remarks())
                .containsExactly("Differences are not tested: a leaderboard has no predictions, which a test needs.");
    }

    @Test
    void upstreams_can_be_in_the_order_of_their_scores_on_a_task() {
        Board board = board(several());
        assertThat(upstreams(board.sortedBy("asr")))
                .containsExactly("wavlm (ben)", "hubert (anna, carl)", "hubert (ben)", "fbank", "wavlm (dora)");
        assertThatThrownBy(() -> board.sortedBy("asd"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("scores on a task 'asd'");
    }

    @Test
    void every_number_says_whose_it_is() {
        List<String> lines = board(several()).render(ReportFormat.CSV).lines().toList();
        assertThat(lines.get(0)).endsWith(",whose,machines,begun,revisions");
        assertThat(lines).anySatisfy(line -> assertThat(line)
                .startsWith("score,\"hubert (anna, carl)\"")
                .contains("anna;carl,\"Example Xeon, 1 thread on 2 cores\",2026-11-05,anna0000;carl0000"));
    }

    @Test
    void the_page_has_a_section_for_everything_and_no_markup_from_names() {
        String evil = "<script>alert(1)</script>";
        Board board = board(
                run(evil, XEON, wer(evil, 12), Sample.speed(evil, "encode", Metrics.SPEED, 6, 1)),
                run("ben", XEON, wer("hubert", 9), per("hubert", 4)));
        String page = board.render(ReportFormat.HTML);
        assertThat(page)
                .containsSubsequence(
                        "<section id=\"scores\"",
                        "Differences are not tested: ",
                        "<table",
                        "<section id=\"sources\"",
                        "<section id=\"missing\"",
                        "<section id=\"speed\"",
                        "<section id=\"provenance\"");
        assertThat(page).doesNotContain(evil).contains("&lt;script&gt;alert(1)");
        assertThat(board.render(ReportFormat.MARKDOWN)).doesNotContain(evil);
    }
}
