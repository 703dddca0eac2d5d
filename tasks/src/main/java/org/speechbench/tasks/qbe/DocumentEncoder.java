package org.speechbench.tasks.qbe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TargetEncoder;

/** Documents by number; the target of a query is the set of documents that contain it. */
final class DocumentEncoder implements TargetEncoder {
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
    public int classes() {
        return documents.size();
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
