package org.speechbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutOfMemoryTest {
    private static final String CUDA =
            """
            The following operation failed in the TorchScript interpreter.
            Traceback of TorchScript, serialized code (most recent call last):
            RuntimeError: CUDA out of memory. Tried to allocate 2.25 GiB. GPU 0 has a total capacity of 15.77 GiB.
            """;

    @Test
    void an_array_that_no_machine_has_room_for_is_recognised() {
        try (EngineContext engine = EngineContext.cpu();
                NDManager m = engine.manager().newSubManager();
                Script script = Script.load(
                        engine,
                        new ScriptSource(Precision.FP32)
                                .add(
                                        Fragment.text(
                                                "huge",
                                                """
                                          def huge(self, x: Tensor) -> Tensor:
                                            return torch.zeros([1000000000000000])
                                        """)))) {
            Throwable failure = catchThrowable(() -> script.callOne(m, "huge", Arguments.of(m.create(1f))));
            assertThat(OutOfMemory.is(failure)).isTrue();
            assertThat(OutOfMemory.reason(failure)).contains("memory").doesNotContain("\n");
        }
    }

    @Test
    void what_cuda_says_is_cut_to_its_line() {
        EngineException failure = new EngineException(CUDA);
        assertThat(OutOfMemory.is(failure)).isTrue();
        assertThat(OutOfMemory.reason(failure))
                .isEqualTo("CUDA out of memory. Tried to allocate 2.25 GiB. GPU 0 has a total capacity of 15.77 GiB.");
    }

    /** Messages as PyTorch's issues record them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RuntimeError: GET was unable to find an engine to execute this computation",
                "RuntimeError: FIND was unable to find an engine to execute this computation",
                "RuntimeError: Unable to find an engine to execute this computation",
                "RuntimeError: cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
                "RuntimeError: CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                "RuntimeError: cuFFT error: CUFFT_INTERNAL_ERROR",
                "RuntimeError: cuFFT error: CUFFT_ALLOC_FAILED"
            })
    void what_libraries_of_cuda_say_without_memory_is_likely_to_be_that(String line) {
        EngineException failure =
                new EngineException("The following operation failed in the TorchScript interpreter.\n" + line);
        assertThat(OutOfMemory.is(failure)).isFalse();
        assertThat(OutOfMemory.isLikely(failure)).isTrue();
        assertThat(OutOfMemory.reason(failure)).isEqualTo(line.substring("RuntimeError: ".length()));
    }

    @Test
    void other_failures_are_something_else() {
        assertThat(OutOfMemory.is(new EngineException("size mismatch"))).isFalse();
        assertThat(OutOfMemory.is(new IllegalStateException("out of memory"))).isFalse();
        assertThat(OutOfMemory.isLikely(new EngineException("RuntimeError: cuDNN error: CUDNN_STATUS_BAD_PARAM")))
                .isFalse();
    }
}
