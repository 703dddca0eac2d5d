package org.speechbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;

class TorchModuleTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    @TempDir
    Path folder;

    @Test
    void a_tuple_of_a_list_and_a_tensor_comes_back_as_tensors_in_order() {
        Path file = ForeignScripts.write(
                folder.resolve("m.bin"),
                """
                def forward(self: Self, x: Tensor) -> Tuple[List[Tensor], Tensor]:
                  return ([torch.add(x, 1), torch.add(x, 2)], torch.neg(x))
                """);
        try (TorchModule module = TorchModule.load(ENGINE, file);
                NDManager m = ENGINE.manager().newSubManager()) {
            NDList out = module.forward(m, "", m.create(new float[] {5}));
            assertThat(out.stream().map(array -> array.toFloatArray()[0])).containsExactly(6f, 7f, -5f);
            assertThat(module.parameters()).isZero();
        }
    }

    @Test
    void what_is_no_program_is_told_by_its_content_before_anything_is_loaded() throws IOException {
        assertRefused(() -> TorchModule.require(folder), "is a folder");
        assertRefused(() -> TorchModule.require(folder.resolve("gone.pt")), "there is no such file");
        assertRefused(() -> TorchModule.require(write("\n <!DOCTYPE html><html>")), "is a web page");
        assertRefused(() -> TorchModule.require(write("\u0080\u0002}q\u0000.")), "bare pickle", "torch.jit.script");
        assertRefused(() -> TorchModule.require(write("RIFF")), "is not a TorchScript file");
        assertRefused(() -> TorchModule.require(write("")), "is not a TorchScript file");
        assertRefused(() -> TorchModule.require(write("PK\u0003\u0004cut")), "not a whole zip archive");
        assertRefused(() -> TorchModule.require(write("version https://git-lfs.github.com/spec/v1")), "Git LFS");
        assertRefused(
                () -> TorchModule.require(Npy.path("checkpoints/hugging_face.bin")), "holds no program", "weights");
    }

    @Test
    void an_operator_that_this_engine_lacks_is_named_with_the_version_to_export_with() {
        Path file = ForeignScripts.write(
                folder.resolve("m.pt"),
                """
                def forward(self: Self, x: Tensor) -> Tensor:
                  return torch.no_such_operator(x)
                """);
        assertRefused(
                () -> TorchModule.load(ENGINE, file).close(),
                "cannot be loaded by PyTorch",
                "no_such_operator",
                "or an earlier version");
    }

    @Test
    void what_a_call_fails_of_is_one_line() {
        Path file = ForeignScripts.write(
                folder.resolve("m.pt"),
                """
                def forward(self: Self, x: Tensor) -> Tensor:
                  return torch.view(x, [7, 3])
                """);
        try (TorchModule module = TorchModule.load(ENGINE, file);
                NDManager m = ENGINE.manager().newSubManager()) {
            assertRefused(
                    () -> module.forward(m, "Do that.", m.create(new float[5])),
                    "m.pt fails: shape '[7, 3]' is invalid for input of size 5.",
                    "Do that.");
        }
    }

    @Test
    void the_reason_is_what_was_raised_and_not_where() {
        assertThat(
                        TorchModule.reason(
                                new EngineException(
                                        "The following operation failed in the TorchScript interpreter.\nTraceback:\n  File x\n    ~~ <--- HERE\nRuntimeError: sizes differ.\n")))
                .isEqualTo("sizes differ");
        assertThat(TorchModule.reason(new EngineException("Unknown builtin op: aten::x.\nCould not find any.")))
                .isEqualTo("Unknown builtin op: aten::x");
        assertThat(TorchModule.reason(new IllegalStateException())).isEqualTo("null");
    }

    private Path write(String latin) throws IOException {
        return Files.write(folder.resolve("f.pt"), latin.getBytes(StandardCharsets.ISO_8859_1));
    }
}
