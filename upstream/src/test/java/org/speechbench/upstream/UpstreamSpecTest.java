package org.speechbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;
import org.speechbench.engine.Precision;

class UpstreamSpecTest {
    private static final UpstreamSpec SPEC =
            UpstreamSpec.of("hubert", "tiny", 7, Precision.BF16).with(Map.of("head", "linear"));

    @Test
    void it_is_the_same_in_another_process(@TempDir Path folder) throws IOException, ClassNotFoundException {
        UpstreamSpec spec = SPEC.from(folder.resolve("a b%20c")).expecting("00");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(spec);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(spec);
        }
    }

    @Test
    void the_path_of_a_checkpoint_is_the_one_that_was_given(@TempDir Path folder) {
        assertThat(SPEC.from(folder.resolve("a b%20c")).checkpointPath()).isEqualTo(folder.resolve("a b%20c"));
        assertThat(SPEC.from(folder).checkpointPath()).isEqualTo(folder);
        assertThat(SPEC.from(folder))
                .isEqualTo(SPEC.from(folder.resolve("not there").getParent()));
        assertThat(SPEC.from(Path.of("models/x")).checkpointPath()).isEqualTo(Path.of("models/x"));
        assertThat(SPEC.checkpointPath()).isNull();
    }

    @Test
    void what_is_no_file_of_this_machine_is_refused() {
        UpstreamSpec spec = new UpstreamSpec("hubert", "", Map.of(), "hf://a/b", "", 1, Precision.FP32);
        assertThatThrownBy(spec::checkpointPath).isInstanceOf(UserError.class).hasMessageContaining("'hf://a/b'");
    }
}
