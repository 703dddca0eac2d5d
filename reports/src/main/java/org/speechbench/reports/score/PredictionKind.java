package org.speechbench.reports.score;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.speechbench.core.Words;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.metric.DiarizationErrorScorer;
import org.speechbench.tasks.metric.EqualErrorRateScorer;
import org.speechbench.tasks.metric.ErrorRateScorer;
import org.speechbench.tasks.metric.SlotTypeScorer;
import org.speechbench.tasks.metric.SlotValueScorer;
import org.speechbench.tasks.metric.TermWeightedValueScorer;
import org.speechbench.tasks.text.PhoneEncoder;

/**
 * The kind of predictions.
 *
 * @param what the kind in words
 * @param metrics the ids of the metrics by which they can be scored
 */
record PredictionKind(String what, Set<String> metrics) {
    private static final Pattern TURN = Pattern.compile("\\S+:\\d+(\\.\\d+)?-\\d+(\\.\\d+)?");
    private static final Pattern SLOT = Pattern.compile("(?s)(.* )?B-(\\S+) .* E-\\2( .*)?");
    private static final Pattern STRESSED = Pattern.compile("[A-Z]+[012]");
    private static final Pattern NUMBER = Pattern.compile("-?(\\d+(\\.\\d*)?([eE][-+]?\\d+)?|Infinity)");

    PredictionKind {
        metrics = new TreeSet<>(metrics);
    }

    private PredictionKind(String what, Metric... metrics) {
        this(what, Set.copyOf(Stream.of(metrics).map(Metric::id).toList()));
    }

    /** The task's own metrics, and the character error rate if words are scored. */
    static PredictionKind of(Task task) {
        Set<String> metrics = new TreeSet<>();
        Stream.concat(Stream.of(task.scorer()), task.secondary().stream())
                .map(Scorer::metric)
                .forEach(metric -> metrics.add(metric.id()));
        if (metrics.contains(ErrorRateScorer.WER.id())) {
            metrics.add(ErrorRateScorer.CER.id());
        }
        return new PredictionKind("predictions of task " + task.name(), metrics);
    }

    /** What references can only be: turns, trials or searches; nothing where they may be something else. */
    static Optional<PredictionKind> ofText(List<PredictionLine> lines) {
        if (all(references(lines), TURN.asMatchPredicate())) {
            return Optional.of(new PredictionKind("turns of speakers", DiarizationErrorScorer.DER));
        }
        boolean numbers = all(lines.stream().map(PredictionLine::hypothesis).toList(), NUMBER.asMatchPredicate());
        if (numbers
                && all(references(lines), Set.of(EqualErrorRateScorer.TARGET, EqualErrorRateScorer.OTHER)::contains)) {
            return Optional.of(new PredictionKind("trials of two recordings", EqualErrorRateScorer.EER));
        }
        if (numbers
                && all(
                        references(lines),
                        Set.of(TermWeightedValueScorer.MATCH, TermWeightedValueScorer.OTHER)::contains)) {
            return Optional.of(new PredictionKind("queries and documents", TermWeightedValueScorer.MTWV));
        }
        return Optional.empty();
    }

    /** Likewise of a prediction file, whose phones and slots are written in one way. */
    static Optional<PredictionKind> ofPredictions(List<PredictionLine> lines) {
        List<String> tokens = references(lines);
        List<String> phones = new PhoneEncoder("phones").names();
        if (all(tokens, phones::contains) && tokens.stream().anyMatch(STRESSED.asMatchPredicate())) {
            return Optional.of(new PredictionKind("phones with stress", ErrorRateScorer.PER));
        }
        if (hasSlots(lines)) {
            return Optional.of(new PredictionKind(
                    "transcripts with slots", SlotTypeScorer.SLOT_TYPE_F1, SlotValueScorer.SLOT_VALUE_CER));
        }
        return ofText(lines);
    }

    static boolean hasSlots(List<PredictionLine> lines) {
        return lines.stream()
                .anyMatch(l -> SLOT.matcher(Words.spaced(l.reference())).matches());
    }

    private static List<String> references(List<PredictionLine> lines) {
        return lines.stream().flatMap(l -> Words.of(l.reference()).stream()).toList();
    }

    private static boolean all(List<String> tokens, Predicate<String> kind) {
        return !tokens.isEmpty() && tokens.stream().allMatch(kind);
    }
}
