package org.speechbench.engine.device;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;

/**
 * The devices to compute on. Pre-training may use all of them; everything else uses the first.
 *
 * @param all at least one; either all are GPUs or all are the CPU, which may be listed several times in place of
 *     several devices
 */
public record Devices(List<Device> all) {
    private static final Pattern GPU = Pattern.compile("gpu:?(\\d{0,3})");
    private static final String NAMES = "cpu, gpu, gpu:1, auto, or a list such as gpu:0,gpu:1 or gpu:all";

    public Devices {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no device");
        }
    }

    /** The CPU. */
    public static Devices cpu() {
        return new Devices(List.of(Device.cpu()));
    }

    /**
     * Devices by their names: {@code cpu}, {@code gpu} (which is {@code gpu:0}), {@code gpu:N}, {@code gpu:all},
     * {@code auto} (a GPU if the engine finds one, otherwise the CPU), or several of one type, separated by commas.
     * Starts the engine if GPUs are requested.
     *
     * @param precision of the computation
     * @throws UserError if there is no device of this name, or the engine does not find it
     */
    public static Devices of(String text, Precision precision) {
        return of(text, () -> EngineContext.gpus(precision));
    }

    /** @param gpus number of GPUs that the engine finds; evaluated only if it matters */
    static Devices of(String text, IntSupplier gpus) {
        List<Device> all = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            all.addAll(named(name.strip(), gpus));
        }
        if (all.stream().map(Device::getDeviceType).distinct().count() > 1) {
            throw new UserError(
                    "'" + text + "' mixes GPUs and the processor.",
                    "Use devices of one type, for example gpu:0,gpu:1.");
        }
        return new Devices(all);
    }

    private static List<Device> named(String name, IntSupplier gpus) {
        Matcher one = GPU.matcher(name);
        if (name.equals("cpu") || name.equals("cpu()")) {
            return List.of(Device.cpu());
        } else if (name.equals("auto")) {
            return List.of(gpus.getAsInt() > 0 ? Device.gpu(0) : Device.cpu());
        } else if (name.equals("gpu:all")) {
            int count = gpus.getAsInt();
            requireGpu(0, count);
            return IntStream.range(0, count).mapToObj(Device::gpu).toList();
        } else if (one.matches() && !name.endsWith(":")) {
            int index = one.group(1).isEmpty() ? 0 : Integer.parseInt(one.group(1));
            requireGpu(index, gpus.getAsInt());
            return List.of(Device.gpu(index));
        }
        throw new UserError(
                "Unknown device '" + name + "'.",
                NearNames.question(name, List.of("cpu", "gpu", "auto", "gpu:all")) + "Use " + NAMES + ".");
    }

    private static void requireGpu(int index, int count) {
        if (count == 0) {
            throw new UserError(
                    "gpu:" + index + " is not there: the engine finds no GPU.",
                    "Use --device cpu, or an engine for CUDA: SPEECHBENCH_PROFILE=cu124 (docs/engines.md);"
                            + " 'speechbench doctor' says what is missing.");
        }
        if (index >= count) {
            throw new UserError(
                    "gpu:" + index + " is not there: the engine finds " + count + (count == 1 ? " GPU" : " GPUs") + ".",
                    "Use "
                            + IntStream.range(0, count)
                                    .mapToObj(i -> "gpu:" + i)
                                    .collect(Collectors.joining(" or "))
                            + ".");
        }
    }

    /** The main device. */
    public Device first() {
        return all.get(0);
    }

    /** Names separated by commas, as {@link #of} reads them. */
    public String text() {
        return all.stream().map(Devices::name).collect(Collectors.joining(","));
    }

    /** The text for provenance: the CPU alone is {@code cpu()}, as it was before there were lists. */
    public String provenance() {
        return equals(cpu()) ? Device.cpu().toString() : text();
    }

    /** Name of one device, for example {@code gpu:0}. */
    public static String name(Device device) {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : device.getDeviceType();
    }
}
