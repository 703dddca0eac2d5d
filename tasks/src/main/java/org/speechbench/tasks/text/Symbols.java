package org.speechbench.tasks.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;

/** An ordered inventory of symbols. Some are special: a model may emit them, but no label may contain them. */
public final class Symbols {
    private final List<String> names;
    private final Set<String> special;
    private final Map<String, Integer> index = new HashMap<>();

    /**
     * @param names the names in class order, each once
     * @param special the names that no label may contain
     */
    public Symbols(List<String> names, Set<String> special) {
        this.names = List.copyOf(names);
        this.special = Set.copyOf(special);
        for (int i = 0; i < names.size(); i++) {
            index.put(names.get(i), i);
        }
        if (index.size() != names.size() || !index.keySet().containsAll(special)) {
            throw new IllegalArgumentException("symbols occur once and include the special ones: " + names);
        }
    }

    public List<String> names() {
        return names;
    }

    /** The symbol of a class. */
    public String name(int symbol) {
        if (symbol < 0 || symbol >= names.size()) {
            throw new IllegalArgumentException("class " + symbol + " of only " + names.size());
        }
        return names.get(symbol);
    }

    /** Whether a symbol is in the inventory, special or not. */
    public boolean contains(String symbol) {
        return index.containsKey(symbol);
    }

    /** The class of a symbol of the inventory, special or not. */
    public int indexOf(String symbol) {
        Integer found = index.get(symbol);
        if (found == null) {
            throw new IllegalArgumentException("no symbol '" + symbol + "'");
        }
        return found;
    }

    /**
     * The class of a symbol in the label of an utterance.
     *
     * @throws UserError that names the utterance and the symbol if no label may contain it
     */
    public int labelIndex(String symbol, Utterance utterance) {
        @Nullable Integer found = index.get(symbol);
        if (found == null || special.contains(symbol)) {
            throw new UserError(
                    "Utterance " + utterance.id() + " has the symbol '" + symbol + "' in its label, which is not among "
                            + allowed() + ".",
                    "Spell the label with these symbols, or leave the utterance out of the manifest.");
        }
        return found;
    }

    private String allowed() {
        return names.stream().filter(n -> !special.contains(n)).collect(Collectors.joining(" "));
    }
}
