package org.speechbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import org.speechbench.engine.Precision;

class UpstreamsTest {
    private final Upstreams upstreams = Upstreams.load(getClass().getClassLoader());

    @Test
    void an_upstream_whose_module_is_not_built_is_told_with_the_command_that_builds_it() {
        assertThat(upstreams.names()).doesNotContain("onnx");
        assertThat(upstreams.notBuilt()).extracting(OptionalUpstream::name).containsExactly("onnx");
        assertRefused(
                () -> upstreams.describe(UpstreamSpec.of("onnx", "", 1, Precision.FP32)),
                "Upstream onnx, which opens models in ONNX files, with ONNX Runtime, is not built.",
                "SPEECHBENCH_WITH=onnx",
                "list upstreams");
    }

    @Test
    void another_name_is_unknown() {
        assertRefused(() -> upstreams.get("onxn"), "Unknown upstream 'onxn'");
    }
}
