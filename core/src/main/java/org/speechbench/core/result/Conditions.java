package org.speechbench.core.result;

/**
 * What a value was computed with: timings compare where it is equal, beside scores it is shown.
 *
 * @param machine kind of the machine; unknown until a row is read together with the provenance of its run
 * @param precision of the upstream's matrix products
 * @param workload of a timing, for example {@code 4 x 15.0 s}; otherwise empty
 */
public record Conditions(MachineKind machine, String precision, String workload) {
    /** Where they do not matter. */
    public static final Conditions NONE = new Conditions(MachineKind.UNKNOWN, "", "");

    /** Of what is no timing. */
    public static Conditions ofPrecision(String precision) {
        return new Conditions(MachineKind.UNKNOWN, precision, "");
    }

    /** Of a timing. */
    public static Conditions ofWork(String precision, String workload) {
        return new Conditions(MachineKind.UNKNOWN, precision, workload);
    }

    Conditions on(MachineKind kind) {
        return new Conditions(kind, precision, workload);
    }
}
