package org.speechbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;
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
    void in_an_archive_it_is_told_where_its_jars_go(@TempDir Path archive) throws IOException {
        @Nullable String before = System.getProperty(Home.PROPERTY);
        System.setProperty(Home.PROPERTY, archive.toString());
        try {
            OptionalUpstream onnx = upstreams.notBuilt().get(0);
            assertThat(onnx.cure())
                    .contains("archive of onnx", archive.resolve("plugins").toString());
            Files.writeString(archive.resolve("pom.xml"), "<project/>");
            assertThat(onnx.cure()).contains("SPEECHBENCH_WITH=onnx");
        } finally {
            if (before == null) {
                System.clearProperty(Home.PROPERTY);
            } else {
                System.setProperty(Home.PROPERTY, before);
            }
        }
    }

    @Test
    void another_name_is_unknown() {
        assertRefused(() -> upstreams.get("onxn"), "Unknown upstream 'onxn'");
    }
}
