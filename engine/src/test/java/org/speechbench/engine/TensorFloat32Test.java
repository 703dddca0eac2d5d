package org.speechbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import com.sun.jna.Native;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.speechbench.core.UserError;

class TensorFloat32Test {
    private final Map<String, String> variables = new TreeMap<>();

    private final TensorFloat32.Environment environment = new TensorFloat32.Environment() {
        @Override
        public int setenv(String name, String value, int overwrite) {
            if (overwrite != 0) {
                variables.put(name, value);
            } else {
                variables.putIfAbsent(name, value);
            }
            return 0;
        }

        @Override
        public int unsetenv(String name) {
            variables.remove(name);
            return 0;
        }

        @Override
        public String getenv(String name) {
            return variables.get(name);
        }
    };

    @Test
    void fp32_is_fp32_in_products_and_convolutions() {
        TensorFloat32.choose(false, environment);
        assertThat(variables)
                .containsEntry("NVIDIA_TF32_OVERRIDE", "0")
                .containsEntry("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE", "0");
    }

    @Test
    void tf32_is_allowed_whatever_the_shell_had_set() {
        variables.put("NVIDIA_TF32_OVERRIDE", "0");
        TensorFloat32.choose(true, environment);
        assertThat(variables)
                .doesNotContainKey("NVIDIA_TF32_OVERRIDE")
                .containsEntry("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE", "1");
    }

    @Test
    void what_another_process_chose_binds_nobody() {
        variables.put("SPEECHBENCH_TF32", "0:1");
        TensorFloat32.choose(false, environment);
        assertThat(variables).containsEntry("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE", "0");
    }

    @Test
    void a_process_computes_one_way_only() {
        TensorFloat32.choose(true, environment);
        TensorFloat32.choose(true, environment);
        assertThatThrownBy(() -> TensorFloat32.choose(false, environment)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void plans_of_cudnn_are_limited_unless_the_shell_says_otherwise() {
        CudnnPlans.limit("2.5.1", environment);
        assertThat(variables)
                .containsEntry("TORCH_CUDNN_V8_API_LRU_CACHE_LIMIT", "500")
                .doesNotContainKey("TORCH_CUDNN_V8_API_DISABLED");
        variables.put("TORCH_CUDNN_V8_API_LRU_CACHE_LIMIT", "9");
        CudnnPlans.limit("2.0.1", environment);
        assertThat(variables)
                .containsEntry("TORCH_CUDNN_V8_API_LRU_CACHE_LIMIT", "9")
                .containsEntry("TORCH_CUDNN_V8_API_DISABLED", "1");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_environment_of_the_process_is_set_and_not_javas_copy() {
        TensorFloat32.choose(false);
        assertThat(Native.load("c", TensorFloat32.Environment.class).getenv("NVIDIA_TF32_OVERRIDE"))
                .isEqualTo("0");
    }

    @Test
    void a_cpu_has_no_tf32() {
        assertThatThrownBy(() -> EngineContext.on(Device.cpu(), Precision.TF32))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.remedy()).contains("--device gpu"));
    }
}
