package org.speechbench.core.result;

/**
 * The conditions under which a value was computed. Timings are comparable only if these are equal; for scores they are
 * shown as additional information.
 *
 * @param machine the kind of machine; unknown until a row is read together with the provenance of its run
 * @param precision the precision of the upstream's matrix products
 * @param workload for a timing its workload, for example {@code 4 x 15.0 s}; otherwise empty
 */
public record Conditions(MachineKind machine, String precision, String workload) {
    /** The value used where conditions do not matter. */
    public static final Conditions NONE = new Conditions(MachineKind.UNKNOWN, "", "");

    /** Conditions of a value that is not a timing. */
    public static Conditions ofPrecision(String precision) {
        return new Conditions(MachineKind.UNKNOWN, precision, "");
    }

    /** Conditions of a timing. */
    public static Conditions ofWork(String precision, String workload) {
        return new Conditions(MachineKind.UNKNOWN, precision, workload);
    }

    Conditions on(MachineKind kind) {
        return new Conditions(kind, precision, workload);
    }
}
