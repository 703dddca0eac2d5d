package org.speechbench.cli;

import java.nio.file.Path;
import java.util.List;

/** Runs by the names of their folders: where a machine keeps them is no matter of a report. */
record RunNames(List<Path> folders) {
    RunNames {
        folders = List.copyOf(folders);
    }

    /** A sentence without the paths of the runs. */
    String in(String sentence) {
        String shown = sentence;
        for (Path folder : folders) {
            Path root = folder.toAbsolutePath().normalize();
            Path name = root.getFileName();
            shown = name == null ? shown : shown.replace(root.toString(), name.toString());
        }
        return shown;
    }
}
