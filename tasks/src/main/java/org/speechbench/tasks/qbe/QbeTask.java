package org.speechbench.tasks.qbe;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.speechbench.core.UserError;
import org.speechbench.core.Words;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.PresetTask;
import org.speechbench.tasks.metric.TermWeightedValueScorer;

/**
 * SUPERB's query by example: finding the documents that contain a spoken query. Nothing is trained: documents are
 * searched by dynamic time warping of one layer, which is chosen on dev queries. The score is the maximum term-weighted
 * value. The splits are {@code documents}, {@code dev} and {@code test}, and all queries search the same documents; the
 * label of a query lists the ids of the documents that contain it, separated by spaces.
 */
public final class QbeTask extends PresetTask {
    private static final String COLUMN = "matches";
    private static final String DOCUMENTS = "documents";

    private static final TaskCard CARD =
            TaskCard.ofSuperb("QbE", "Query by example", "content", TermWeightedValueScorer.MTWV, 1, COLUMN);

    public QbeTask() {
        super("qbe", CARD);
    }

    /** The documents are in the place of the training splits of other tasks. */
    @Override
    public List<Fold> folds(Corpus corpus) {
        List<String> tests = corpus.splits().stream()
                .filter(s -> s.startsWith("test"))
                .sorted(Comparator.comparing((String s) -> !s.equals("test")).thenComparing(Comparator.naturalOrder()))
                .toList();
        if (!corpus.splits().containsAll(List.of(DOCUMENTS, "dev")) || tests.isEmpty()) {
            throw new UserError(
                    "Corpus " + corpus.name() + " has the splits " + corpus.splits()
                            + ", but queries need documents to search, a dev and a test split.",
                    "Name the splits of the manifest " + DOCUMENTS + ", dev and test.");
        }
        checkQueries(corpus, "dev");
        tests.forEach(test -> checkQueries(corpus, test));
        return List.of(new Fold("all", List.of(DOCUMENTS), List.of("dev"), tests));
    }

    private void checkQueries(Corpus corpus, String split) {
        if (corpus.split(split).stream().allMatch(query -> reference(query).isEmpty())) {
            throw new UserError(
                    "No query in split '" + split + "' of corpus " + corpus.name() + " is in any document.",
                    "List the ids of the documents that have it in column '" + COLUMN + "'.");
        }
    }

    @Override
    public TargetEncoder targets(Corpus corpus) {
        return new DocumentEncoder(corpus.split(DOCUMENTS), this::reference);
    }

    @Override
    public Scorer scorer() {
        return new TermWeightedValueScorer();
    }

    /** The ids of the documents that contain the query; none for a document. */
    @Override
    public List<String> reference(Utterance utterance) {
        return Words.of(utterance.labels().getOrDefault(COLUMN, ""));
    }

    /** Documents by number; the target of a query is the set of documents that contain it. */
    private static final class DocumentEncoder implements TargetEncoder {
        private final Function<Utterance, List<String>> matches;
        private final List<String> documents;
        private final Map<String, Integer> numbers = new LinkedHashMap<>();

        /** @param matches gives the ids of the documents that contain a query */
        DocumentEncoder(List<Utterance> documents, Function<Utterance, List<String>> matches) {
            this.matches = matches;
            this.documents = documents.stream().map(Utterance::id).toList();
            this.documents.forEach(id -> numbers.put(id, numbers.size()));
        }

        @Override
        public int[] encode(Utterance query) {
            return matches.apply(query).stream()
                    .mapToInt(document -> number(document, query))
                    .toArray();
        }

        private int number(String document, Utterance query) {
            Integer number = numbers.get(document);
            if (number == null) {
                throw new UserError(
                        "Query " + query.id() + " is said to be in '" + document + "', which is none of the "
                                + documents.size() + " documents.",
                        "Correct the label, or add the document.");
            }
            return number;
        }

        @Override
        public List<String> decode(int[] output) {
            return Arrays.stream(output).mapToObj(documents::get).toList();
        }

        @Override
        public List<String> names() {
            return documents;
        }
    }
}
