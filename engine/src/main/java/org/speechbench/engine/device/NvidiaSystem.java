package org.speechbench.engine.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What NVIDIA's driver reports about a machine, whether or not an engine can use it.
 *
 * @param driver its version; empty if there is none
 * @param cards in the order of the PCI bus
 */
public record NvidiaSystem(String driver, List<Card> cards) {
    private static final Path DRIVER = Path.of("/proc/driver/nvidia");
    private static final Pattern VERSION = Pattern.compile("\\b(\\d{3}\\.\\d+(?:\\.\\d+)?)\\b");
    private static final int COLUMNS = 3;

    /** A GPU that the driver knows. */
    public record Card(String uuid, String name) {}

    public NvidiaSystem {
        cards = List.copyOf(cards);
    }

    /**
     * Reads the system of this machine from the program {@code nvidia-smi} or, if it is missing, from the kernel's
     * files.
     */
    public static NvidiaSystem read() {
        NvidiaSystem asked = ofQuery(NvidiaSmi.query("uuid,name,driver_version", "csv,noheader"));
        return asked.driver().isEmpty() ? ofKernel(file(DRIVER.resolve("version")), informations()) : asked;
    }

    /** @param csv lines of {@code uuid, name, driver_version}; other lines are ignored */
    static NvidiaSystem ofQuery(String csv) {
        String driver = "";
        List<Card> cards = new ArrayList<>();
        for (String line : csv.lines().toList()) {
            String[] fields = line.split(", *");
            if (fields.length == COLUMNS && VERSION.matcher(fields[2]).matches()) {
                cards.add(new Card(fields[0].strip(), fields[1].strip()));
                driver = fields[2].strip();
            }
        }
        return new NvidiaSystem(driver, cards);
    }

    /**
     * Reads the system from the files of the kernel.
     *
     * @param version of {@code /proc/driver/nvidia/version}
     * @param informations of each {@code /proc/driver/nvidia/gpus/BUS/information}, by bus
     */
    static NvidiaSystem ofKernel(String version, List<String> informations) {
        Matcher number = VERSION.matcher(version.lines()
                .filter(line -> line.startsWith("NVRM"))
                .findFirst()
                .orElse(""));
        List<Card> cards = informations.stream()
                .map(text -> new Card(field(text, "GPU UUID"), field(text, "Model")))
                .filter(card -> !card.name().isEmpty())
                .toList();
        return new NvidiaSystem(number.find() ? number.group(1) : "", cards);
    }

    private static String field(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /**
     * The name of a GPU in CUDA's numbering. CUDA puts the fastest first unless {@code CUDA_DEVICE_ORDER} is
     * {@code PCI_BUS_ID}; if the GPUs differ and their order is not known, the result lists all possible names.
     *
     * @return empty if nothing is known
     */
    public String name(int index, Map<String, String> environment) {
        boolean ordered = environment.getOrDefault("CUDA_DEVICE_ORDER", "").equals("PCI_BUS_ID");
        List<Card> visible = visible(environment.getOrDefault("CUDA_VISIBLE_DEVICES", ""), ordered);
        if (ordered && index < visible.size()) {
            return visible.get(index).name();
        }
        return visible.stream().map(Card::name).distinct().collect(Collectors.joining(" or "));
    }

    /** The cards that are visible to a process; all cards if the value is not understood. */
    private List<Card> visible(String chosen, boolean ordered) {
        if (chosen.isBlank()) {
            return cards;
        }
        List<Card> visible = new ArrayList<>();
        for (String one : chosen.split(",")) {
            Optional<Card> card = card(one.strip(), ordered);
            if (card.isEmpty()) {
                return cards;
            }
            visible.add(card.get());
        }
        return visible;
    }

    private Optional<Card> card(String chosen, boolean ordered) {
        if (chosen.matches("\\d{1,3}")) {
            int index = Integer.parseInt(chosen);
            return ordered && index < cards.size() ? Optional.of(cards.get(index)) : Optional.empty();
        }
        return chosen.startsWith("GPU-")
                ? cards.stream().filter(card -> card.uuid().startsWith(chosen)).findFirst()
                : Optional.empty();
    }

    private static List<String> informations() {
        Path gpus = DRIVER.resolve("gpus");
        if (!Files.isDirectory(gpus)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(gpus)) {
            return folders.sorted()
                    .map(folder -> file(folder.resolve("information")))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String file(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
