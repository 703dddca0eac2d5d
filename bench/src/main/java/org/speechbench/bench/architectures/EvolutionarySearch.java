package org.speechbench.bench.architectures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.speechbench.core.Seeds;
import org.speechbench.upstream.supernet.SearchSpace;
import org.speechbench.upstream.supernet.Subnetwork;

/**
 * Begins as a random search, whose best networks have children, and so on: half of the children are mutants of one parent,
 * half inherit every dimension from either of two (Cai et al., Once-for-All, arXiv 1908.09791, section 3.4).
 *
 * @param population number of networks that are drawn first, and of which the best quarter are parents
 * @param mutation probability that a dimension of a mutant is drawn anew
 */
public record EvolutionarySearch(int population, double mutation) implements Search {
    private static final int PARENTS = 4;
    private static final int CHILDREN_PER_CANDIDATE = 200;

    /** The usual population and probability. */
    public static EvolutionarySearch usual() {
        return new EvolutionarySearch(16, 0.1);
    }

    @Override
    public List<Candidate> run(
            SearchSpace space, Budget budget, Function<Subnetwork, Candidate> measured, int candidates, Seeds seeds) {
        Found found = new Found(budget, measured);
        new RandomSearch()
                .run(space, budget, measured, Math.min(population, candidates), seeds)
                .forEach(first -> found.keep(first));
        SplittableRandom random = seeds.random("evolutionary search", 0, 0);
        long children = (long) candidates * CHILDREN_PER_CANDIDATE;
        for (long i = 0;
                i < children && !found.within().isEmpty() && found.within().size() < candidates;
                i++) {
            List<Subnetwork> parents = parents(found.within());
            Subnetwork one = SearchSpace.drawn(parents, random);
            found.offer(
                    i % 2 == 0 ? mutant(space, one, random) : child(one, SearchSpace.drawn(parents, random), random));
        }
        return List.copyOf(found.within());
    }

    /** The best so far. */
    private List<Subnetwork> parents(List<Candidate> within) {
        return within.stream()
                .sorted(Comparator.comparingDouble(Candidate::distance))
                .limit(Math.max(2, population / PARENTS))
                .map(Candidate::network)
                .toList();
    }

    private Subnetwork mutant(SearchSpace space, Subnetwork parent, SplittableRandom random) {
        int depth = mutated(parent.depth(), space.depths(), random);
        List<Integer> heads = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int l = 0; l < depth; l++) {
            boolean inherits = l < parent.depth();
            heads.add(
                    inherits
                            ? mutated(parent.heads().get(l), space.heads(), random)
                            : SearchSpace.drawn(space.heads(), random));
            ratios.add(
                    inherits
                            ? mutated(parent.ratios().get(l), space.ratios(), random)
                            : SearchSpace.drawn(space.ratios(), random));
        }
        return new Subnetwork(mutated(parent.embed(), space.embeds(), random), heads, ratios);
    }

    private <T> T mutated(T value, List<T> values, SplittableRandom random) {
        return random.nextDouble() < mutation ? SearchSpace.drawn(values, random) : value;
    }

    /** A network whose dimensions come from either parent; its last layers from the one that has them. */
    private static Subnetwork child(Subnetwork one, Subnetwork other, SplittableRandom random) {
        int depth = random.nextBoolean() ? one.depth() : other.depth();
        List<Integer> heads = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int l = 0; l < depth; l++) {
            heads.add(from(one, other, l, random).heads().get(l));
            ratios.add(from(one, other, l, random).ratios().get(l));
        }
        return new Subnetwork(random.nextBoolean() ? one.embed() : other.embed(), heads, ratios);
    }

    private static Subnetwork from(Subnetwork one, Subnetwork other, int layer, SplittableRandom random) {
        boolean first = random.nextBoolean();
        if (layer >= one.depth() || layer >= other.depth()) {
            return layer < one.depth() ? one : other;
        }
        return first ? one : other;
    }
}
