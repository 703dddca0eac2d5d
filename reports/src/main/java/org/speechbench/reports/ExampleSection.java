package org.speechbench.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.reports.Answers.Example;
import org.speechbench.reports.Answers.Examples;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Scrolling;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.tasks.metric.AlignedUtterance;

/** The section with the worst and best utterances of each upstream, aligned, with a player if there is a recording. */
final class ExampleSection {
    private final Answers answers;
    /** The anchors of the recordings on the page, each of which is embedded once. */
    private final Map<String, String> anchors = new HashMap<>();

    ExampleSection(ReportData data) {
        this.answers = data.answers();
    }

    Section build() {
        Section section = new Section("utterances", "Utterances");
        if (answers.examples().isEmpty()) {
            return section;
        }
        section.note(
                "Those with the most errors and those with the fewest. Reference above hypothesis: S stands for a token that was replaced, D for one that is missing, I "
                        + "for one too many. Recordings are cut after some seconds.");
        if (answers.clipsLeftOut() > 0) {
            section.note(answers.clipsLeftOut() + (answers.clipsLeftOut() == 1 ? " recording is" : " recordings are")
                    + " left out, so that the page stays small.");
        }
        List<TaskColumn> tasks =
                answers.examples().stream().map(Examples::column).distinct().toList();
        for (TaskColumn task : tasks) {
            Element group =
                    Element.of("div").css("closed").add(Element.of("h3", task.title(tasks) + ", " + task.split()));
            answers.examples().stream()
                    .filter(one -> one.column().equals(task))
                    .forEach(one -> group.add(examples(one)));
            section.add(group);
        }
        return section;
    }

    private Element examples(Examples one) {
        List<Element> parts = new ArrayList<>();
        add(parts, "Most errors", one.worst());
        add(parts, "Fewest errors", one.best());
        return Section.details(one.upstream(), parts.toArray(Element[]::new));
    }

    private void add(List<Element> parts, String title, List<Example> examples) {
        if (!examples.isEmpty()) {
            parts.add(Element.of("h4", title));
            examples.forEach(example -> parts.add(example(example)));
        }
    }

    private Element example(Example example) {
        AlignedUtterance utterance = example.utterance();
        Element box = Element.of("div").css("utterance");
        if (!example.clip().isEmpty()) {
            box.add(player(example));
        }
        return box.add(Scrolling.box("Alignment of " + utterance.id(), alignment(utterance)));
    }

    /** A recording that occurs further up is not embedded again. */
    private Element player(Example example) {
        String anchor = anchors.get(example.clip());
        if (anchor != null) {
            return Element.of("p").add(Element.of("a", "Hear it further up").with("href", "#" + anchor));
        }
        String id = "clip-" + anchors.size();
        anchors.put(example.clip(), id);
        return Element.of("audio")
                .with("id", id)
                .with("controls", "controls")
                .with("preload", "none")
                .with("aria-label", "Recording of " + example.utterance().id())
                .with("src", example.clip());
    }

    private static Element alignment(AlignedUtterance utterance) {
        Element reference = line("reference");
        Element hypothesis = line("hypothesis");
        Element edit = line("edit");
        for (List<String> column : utterance.columns()) {
            String css = column.get(2).isEmpty() ? "" : "edit";
            reference.add(cell(column.get(0), css));
            hypothesis.add(cell(column.get(1), css));
            edit.add(cell(column.get(2), css));
        }
        String errors = utterance.errors() == 0
                ? "no error"
                : utterance.errors() == 1 ? "1 error" : utterance.errors() + " errors";
        Element caption = Element.of("caption", utterance.id() + ": " + errors);
        return Element.of("table")
                .css("alignment")
                .add(caption, Element.of("tbody").add(reference, hypothesis, edit));
    }

    private static Element line(String name) {
        return Element.of("tr").add(Element.of("th", name).with("scope", "row"));
    }

    private static Element cell(String text, String css) {
        Element cell = Element.of("td", text);
        return css.isEmpty() ? cell : cell.css(css);
    }
}
