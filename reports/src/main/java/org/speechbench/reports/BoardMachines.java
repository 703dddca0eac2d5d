package org.speechbench.reports;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.speechbench.core.result.MachineKind;

/**
 * The names of kinds of machine, which are told apart by as much as it takes.
 *
 * @param names the names by kind, without those that are not known
 */
record BoardMachines(Map<MachineKind, String> names) {
    static BoardMachines of(Collection<MachineKind> kinds) {
        List<MachineKind> known = kinds.stream()
                .filter(kind -> !kind.equals(MachineKind.UNKNOWN))
                .distinct()
                .toList();
        Map<String, Long> equal =
                known.stream().collect(Collectors.groupingBy(MachineKind::words, Collectors.counting()));
        Map<MachineKind, String> names = new LinkedHashMap<>();
        known.forEach(kind -> names.put(
                kind,
                kind.words()
                        + (equal.getOrDefault(kind.words(), 0L) > 1 ? ", " + String.join(" ", kind.isaFlags()) : "")));
        return new BoardMachines(names);
    }

    List<MachineKind> kinds() {
        return List.copyOf(names.keySet());
    }

    /** The name; empty if the machine is not known. */
    String name(MachineKind kind) {
        return names.getOrDefault(kind, "");
    }
}
