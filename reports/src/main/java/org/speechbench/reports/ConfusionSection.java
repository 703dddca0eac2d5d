package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.reports.svg.HeatMap;
import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Entry;

/** The section on the classes that each upstream confuses, task by task. */
record ConfusionSection(ReportData data) {
    Section build() {
        Section section = new Section("confusions", "Confusions");
        List<Confusion> all = data.answers().confusions().stream()
                .filter(one -> one.classes().size() > 1)
                .toList();
        if (all.isEmpty()) {
            return section;
        }
        section.note(
                "Lines are the true classes, columns the answers; numbers count utterances, stronger colour is a larger share "
                        + "of its line, the diagonal is right. Of more than " + Confusion.MOST_CLASSES
                        + " classes the most confused ones are shown, the others together.");
        List<TaskColumn> tasks = all.stream().map(Confusion::column).distinct().toList();
        for (TaskColumn task : tasks) {
            section.add(Element.of("h3", task.title(tasks) + ", " + task.split()));
            List<Confusion> own =
                    all.stream().filter(one -> one.column().equals(task)).toList();
            Confusion best = best(own, task);
            List<Element> parts = new ArrayList<>(List.of(details(best, true)));
            own.stream().filter(one -> !one.equals(best)).forEach(one -> parts.add(details(one, false)));
            section.add(Section.packed(parts));
        }
        return section;
    }

    /** The matrix of the best score, which is open initially. */
    private Confusion best(List<Confusion> own, TaskColumn task) {
        Leaderboard board = Leaderboard.of(data);
        List<String> labels =
                board.leaders(task).stream().map(UpstreamKey::label).toList();
        return own.stream()
                .filter(one -> labels.contains(one.upstream()))
                .findFirst()
                .orElse(own.get(0));
    }

    private static Element details(Confusion one, boolean open) {
        String summary = one.upstream() + ", " + one.right() + " of " + one.all() + " right";
        String worst = one.worst();
        Element picture = new HeatMap(
                        one.upstream() + " on " + one.column().task(),
                        worst.isEmpty() ? "Nothing is confused" : "Most often: " + worst,
                        one.classes(),
                        one.counts())
                .build();
        Element details =
                Section.details(summary, picture, Section.details("As a table", HtmlRenderer.render(table(one))));
        return open ? details.with("open", "open") : details;
    }

    private static TableModel table(Confusion one) {
        List<Integer> classes = IntStream.range(0, one.classes().size()).boxed().toList();
        TableModel.Columns<Integer> table = new TableModel.Columns<Integer>().text("true class", one.classes()::get);
        classes.forEach(answer -> table.number(one.classes().get(answer), truth -> {
            int count = one.counts().get(truth).get(answer);
            return Entry.of(Integer.toString(count), count);
        }));
        return table.build(
                "confusions",
                one.upstream() + " on " + one.column().task() + ": utterances by true class and answer",
                "",
                classes);
    }
}
