package org.speechbench.tasks.qbe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TinyCorpora;

class QbeTaskTest {
    private final QbeTask task = new QbeTask();

    @Test
    void the_service_loader_finds_it() {
        assertThat(ServiceLoader.load(Task.class)).hasAtLeastOneElementOfType(QbeTask.class);
    }

    @Test
    void documents_are_searched_and_dev_queries_choose() {
        assertThat(task.folds(corpus("d1"))).singleElement().satisfies(fold -> {
            assertThat(fold.train()).containsExactly("documents");
            assertThat(fold.dev()).containsExactly("dev");
            assertThat(fold.tests()).containsExactly("test");
        });
    }

    @Test
    void the_target_of_a_query_is_the_documents_that_have_it() {
        Corpus corpus = corpus("d2  d1");
        Utterance query = corpus.split("test").get(0);
        assertThat(task.reference(query)).containsExactly("d2", "d1");
        assertThat(task.targets(corpus).encode(query)).containsExactly(1, 0);
        assertThat(task.targets(corpus).decode(new int[] {1, 0})).containsExactly("d2", "d1");
    }

    @Test
    void a_document_that_is_not_there_is_refused_by_name() {
        Corpus corpus = corpus("d7");
        assertRefused(() -> task.targets(corpus).encode(corpus.split("test").get(0)), "'d7'", "query-test");
    }

    @Test
    void a_split_without_matches_or_a_corpus_without_documents_is_refused() {
        assertRefused(() -> task.folds(corpus("")), "'test'");
        Corpus train = TinyCorpora.corpus("matches", List.of("train", "dev", "test"), List.of("x"));
        assertRefused(() -> task.folds(train), "documents");
    }

    private static Corpus corpus(String matches) {
        List<Utterance> all = new ArrayList<>();
        all.add(TinyCorpora.utterance("d1", "documents", "matches", ""));
        all.add(TinyCorpora.utterance("d2", "documents", "matches", ""));
        all.add(TinyCorpora.utterance("query-dev", "dev", "matches", "d1"));
        all.add(TinyCorpora.utterance("query-test", "test", "matches", matches));
        return TinyCorpora.corpus(all);
    }
}
