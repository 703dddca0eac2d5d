package org.speechbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.speechbench.bench.run.RunPlan;
import org.speechbench.bench.run.TimeLeft;
import org.speechbench.core.ByteSize;

/** The text that {@code run --dry-run} prints. */
record RunPlanText(RunPlan plan) {
    private static final int THOUSAND = 1000;
    private static final double MILLION = 1e6;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        plan.trainings().forEach(t -> lines.add(line(t)));
        plan.cells().forEach(c -> lines.add(line(c)));
        lines.add(cells());
        if (plan.speed() > 0) {
            lines.add("speed: " + plan.speed() + " forks");
        }
        lines.add("all of it: " + time(plan.time()));
        if (plan.skipped() > 0) {
            lines.add(plan.skipped() + " recordings are left out");
        }
        plan.warnings().forEach(warning -> lines.add("Warning: " + warning + "."));
        plan.disks().forEach(d -> lines.add(line(d)));
        return lines;
    }

    private static String line(RunPlan.Training t) {
        RunPlan.Audio a = t.audio();
        return verb(t.kind()) + t.label() + ": " + model(t.model()) + ", "
                + t.task()
                + String.format(
                        Locale.ROOT,
                        ", %d steps of %.0f s = %.2f h from %s, %.2f h in all of its splits",
                        a.steps(),
                        a.batchSeconds(),
                        a.audioHours(),
                        a.corpus(),
                        a.corpusHours())
                + (t.teraFlops() > 0 ? ", " + arithmetic(t.teraFlops()) : "")
                + state(t);
    }

    private static String verb(String kind) {
        return switch (kind) {
            case "pretrain" -> "pre-train ";
            case "distill" -> "distill ";
            default -> "fine-tune ";
        };
    }

    private static String arithmetic(double teraFlops) {
        return teraFlops < THOUSAND
                ? String.format(Locale.ROOT, "%.1f TFLOP", teraFlops)
                : String.format(Locale.ROOT, "%.1f PFLOP", teraFlops / THOUSAND);
    }

    private static String model(RunPlan.Model m) {
        String known = m.parameters() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (%.1f M parameters, %.1f frames a second)",
                        m.parameters() / MILLION,
                        m.framesPerSecond());
        return (m.provider() + " " + m.size()).strip() + known;
    }

    private static String state(RunPlan.Training t) {
        if (t.done().finished()) {
            return "; finished";
        }
        String done = t.done().stepsDone() == 0 ? "" : "; " + t.done().stepsDone() + " steps are done";
        return done + "; " + time(t.time());
    }

    /** The time, always together with the basis of the estimate. */
    private static String time(TimeLeft time) {
        return time.secondsLeft() == null
                ? "time unknown: " + time.timeRestsOn()
                : time.text() + " left, " + time.timeRestsOn();
    }

    private static String line(RunPlan.PlannedCell c) {
        return String.format(
                Locale.ROOT,
                "cell %s x %s: %d utterances, %.2f h%s%s",
                c.upstream(),
                c.task(),
                c.utterances(),
                c.hours(),
                c.seeds() > 1 ? ", " + c.seeds() + " seeds" : "",
                c.finished() ? "; finished" : "; " + time(c.time()));
    }

    private String cells() {
        long finished =
                plan.cells().stream().filter(RunPlan.PlannedCell::finished).count();
        return plan.cells().size() + " cells" + (finished > 0 ? ", " + finished + " of them finished" : "");
    }

    private static String line(RunPlan.Disk d) {
        return "disk: at most about " + ByteSize.text(d.neededBytes()) + " in " + d.folder() + " for " + d.use()
                + (d.freeBytes() < 0 ? "" : "; " + ByteSize.text(d.freeBytes()) + " are free");
    }
}
