package org.speechbench.upstream.torchscript;

import java.nio.file.Path;
import org.speechbench.engine.ForeignScripts;

/** TorchScript files of windows of 400 samples every 160, with layers that show 16 samples of each. */
final class SmallModels {
    /** Lines of {@code forward} that compute its layers {@code a} and {@code b}, (B, T, 16), and lengths {@code n}. */
    private static final String WINDOWS =
            """
            w = torch.unfold(wave, 1, 400, 160)
            a = torch.slice(w, 2, 0, 400, 25)
            b = torch.tanh(torch.mul(a, 3.))
            n = torch.add(torch.floor_divide(torch.sub(lengths, 400), 160), 1)
            """;

    static final String GOOD = forward("", "([a, b], n)");

    /** The mean magnitude of the whole batch, with its padding, is subtracted. */
    static final String OF_BATCH = forward("b = torch.sub(b, torch.mean(torch.abs(wave)))", "([a, b], n)");

    private SmallModels() {}

    static Path write(Path file, String methods) {
        return ForeignScripts.write(file, methods);
    }

    /**
     * The method {@code forward}.
     *
     * @param more lines after those that compute {@code a}, {@code b} and {@code n}
     * @param result an expression of type (list of tensors, tensor)
     */
    static String forward(String more, String result) {
        return forward(more, result, "Tuple[List[Tensor], Tensor]");
    }

    static String forward(String more, String result, String type) {
        String body = (WINDOWS + more + "\nreturn " + result)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> "  " + line + "\n")
                .reduce("", String::concat);
        return "def forward(self: Self, wave: Tensor, lengths: Tensor) -> " + type + ":\n" + body;
    }
}
