package org.speechbench.core.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What must be equal before speeds may be compared: ratios differ twofold between processors.
 *
 * @param device the GPUs that were used, by name and number; if the processor was used, the name that the run gives it
 */
public record MachineKind(String cpuModel, List<String> isaFlags, int cores, String device, int threads) {
    /** The value used if nothing is known about the machine. */
    public static final MachineKind UNKNOWN = new MachineKind("", List.of(), 0, "", 0);

    public MachineKind {
        isaFlags = List.copyOf(isaFlags);
    }

    /** The kind of machine on which a run was measured. */
    public static MachineKind of(Provenance provenance) {
        Machine machine = provenance.environment().machine();
        return new MachineKind(
                machine.cpuModel(),
                machine.isaFlags(),
                machine.cores(),
                device(provenance),
                provenance.environment().threads());
    }

    private static String device(Provenance provenance) {
        Map<String, Long> gpus = provenance.environment().machine().gpus().stream()
                .collect(Collectors.groupingBy(Gpu::name, LinkedHashMap::new, Collectors.counting()));
        return gpus.isEmpty()
                ? provenance.environment().device()
                : gpus.entrySet().stream()
                        .map(gpu -> (gpu.getValue() > 1 ? gpu.getValue() + " x " : "") + gpu.getKey())
                        .collect(Collectors.joining(", "));
    }

    /** The differences from another kind, in words; empty if the two are equal. */
    public List<String> differences(MachineKind other) {
        List<String> differences = new ArrayList<>();
        note(differences, "processor", cpuModel, other.cpuModel);
        TreeSet<String> mine = new TreeSet<>(isaFlags);
        TreeSet<String> theirs = new TreeSet<>(other.isaFlags);
        mine.removeAll(other.isaFlags);
        theirs.removeAll(isaFlags);
        note(differences, "instruction sets", mine.toString(), theirs.toString());
        note(differences, "cores", Integer.toString(cores), Integer.toString(other.cores));
        note(differences, "device", device, other.device);
        note(differences, "threads", Integer.toString(threads), Integer.toString(other.threads));
        return differences;
    }

    private static void note(List<String> differences, String what, String one, String other) {
        if (!one.equals(other)) {
            differences.add(what + " " + one + " and " + other);
        }
    }

    /** The processor, the device if it is another, and the threads, for readers. */
    public String words() {
        String other = device.equals("cpu()") || device.isEmpty() ? "" : ", " + device;
        return cpuModel + other + ", " + threads + (threads == 1 ? " thread on " : " threads on ") + cores
                + (cores == 1 ? " core" : " cores");
    }

    /** A short name that is suitable for a folder. */
    public String folder() {
        String where = device.equals("cpu()") ? "" : "-" + words(device);
        return words(cpuModel) + narrowProducts() + where + "-" + threads + "-threads";
    }

    /** Processors of one name differ most in how they multiply bf16: by tiles, by vectors, or by neither. */
    private String narrowProducts() {
        if (isaFlags.contains("amx_bf16")) {
            return "-amx";
        }
        return isaFlags.contains("avx512_bf16") ? "-bf16" : "";
    }

    private static String words(String name) {
        return name.replaceAll("\\((R|TM|r|tm)\\)", " ")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
