package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report says of random tables what {@code significance} says of them. */
class AgreementTest {
    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void report_and_significance_agree_on_random_tables(int number) throws IOException {
        Object[] runs = runs(new SplittableRandom(number));
        Map<List<String>, String> verdicts = new HashMap<>();
        for (JsonNode c : json("significance", "--json", runs).get("comparisons")) {
            String verdict = c.get("verdict").asText();
            String task = c.get("task").asText();
            verdicts.put(
                    List.of(task, c.get("upstream").asText(), c.get("baseline").asText()), verdict);
            verdicts.put(
                    List.of(task, c.get("baseline").asText(), c.get("upstream").asText()), reversed(verdict));
        }
        Map<String, List<JsonNode>> tasks = new HashMap<>();
        for (JsonNode cell : json("report", "--format=json", runs).get("cells")) {
            if (cell.get("kind").asText().equals("score")) {
                tasks.computeIfAbsent(cell.get("task").asText(), t -> new ArrayList<>())
                        .add(cell);
            }
        }
        assertThat(tasks).hasSize(2);
        tasks.forEach((task, cells) -> agree(task, cells, verdicts));
    }

    private static void agree(String task, List<JsonNode> cells, Map<List<String>, String> verdicts) {
        List<JsonNode> leaders =
                cells.stream().filter(cell -> cell.get("leads").asBoolean()).toList();
        String leader = leaders.get(0).get("upstream").asText();
        List<String> ofLeader = new ArrayList<>();
        for (JsonNode cell : cells) {
            if (leaders.contains(cell)) {
                continue;
            }
            String upstream = cell.get("upstream").asText();
            String verdict = verdicts.get(List.of(task, upstream, leader));
            ofLeader.add(reversed(verdict));
            assertThat(cell.get("best").asBoolean()).isFalse();
            assertThat(cell.get("difference").asText()).contains(", " + verdict);
            JsonNode undecided = cell.get("undecided");
            if (verdict.equals("not testable")) {
                assertThat(undecided.isNull()).isTrue();
            } else {
                assertThat(undecided.asBoolean()).isEqualTo(!verdict.equals("worse"));
            }
        }
        boolean best = leaders.size() == 1 && ofLeader.stream().allMatch("better"::equals);
        assertThat(leaders.get(0).get("best").asBoolean()).isEqualTo(best);
    }

    /** One to four runs of three upstreams on two tasks, with speakers and trainings that differ. */
    private Object[] runs(SplittableRandom random) {
        int seeds = 1 + random.nextInt(4);
        int speakers = 5 + random.nextInt(12);
        int[] levels = random.ints(6, 1, 7).toArray();
        List<Object> runs = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            ScoredRun run = new ScoredRun(folder.resolve("seed" + seed), seed)
                    .recipe("r")
                    .speakers(speakers);
            for (int u = 0; u < 3; u++) {
                for (int t = 0; t < 2; t++) {
                    int level = levels[2 * u + t];
                    run.words("u" + u, "t" + t, s -> Math.floorMod(level + random.nextInt(4) - s % 2, 10));
                }
            }
            runs.add(run.folder());
        }
        return runs.toArray();
    }

    private JsonNode json(String command, String option, Object[] runs) throws IOException {
        Object[] words =
                Stream.concat(Stream.of(command, option), Stream.of(runs)).toArray();
        assertThat(shell.run(words)).as(shell.err()).isZero();
        return shell.json();
    }

    private static String reversed(String verdict) {
        return switch (verdict) {
            case "better" -> "worse";
            case "worse" -> "better";
            default -> verdict;
        };
    }
}
