package org.speechbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.testing.TestEngine;

class FragmentTest {
    private static final ParameterLayout LAYOUT = ParameterLayout.of(
            List.of(
                    "norm.weight",
                    "layers.0.attention.q.weight",
                    "layers.0.attention.q.bias",
                    "layers.0.out.weight",
                    "layers.1.attention.q.weight",
                    "layers.1.attention.q.bias",
                    "layers.1.out.weight",
                    "scale"),
            "shared");

    private static Fragment method(String name, String body) {
        return Fragment.text(
                name + ".py", "def " + name + "(self, x: Tensor, w: List[Tensor]) -> Tensor:\n    " + body + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "w.norm.weight | w[0]",
                "w.scale * 2 | w[7] * 2",
                "w.layers | w[1:7]",
                "w.layers[1].attention | w[4:6]",
                "w.layers[l].attention.q.bias | w[2 + l * 3]",
                "w.layers[l].attention | w[1 + l * 3:3 + l * 3]",
                "w.layers[l].out.weight.size(0) | w[3 + l * 3].size(0)",
                "w.shared | w[0:0]",
                "w[0] + len(w) | w[0] + len(w)",
                "view.scale | view.scale",
            })
    void a_name_becomes_a_position(String written, String wanted) {
        assertThat(method("f", "return " + written).weights(LAYOUT).text()).contains("return " + wanted + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.norm.bias", "w.layers[l].attention.k.weight", "w.layers[2].out.weight", "w.layers.size"})
    void a_name_that_no_weight_has_is_refused_with_the_names_that_there_are(String written) {
        Fragment fragment = method("f", "return " + written);
        assertThatThrownBy(() -> fragment.weights(LAYOUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("f.py: " + written + ": there is no such weight")
                .hasMessageContaining("w.layers.1.out.weight");
    }

    @Test
    void parts_that_a_variable_chooses_must_be_alike() {
        ParameterLayout uneven = ParameterLayout.of(List.of("layers.0.a", "layers.1.b", "layers.1.a", "layers.2.a"));
        assertThatThrownBy(() -> method("f", "return w.layers[l].a").weights(uneven))
                .hasMessageContaining("part 2 is not like part 0");
    }

    @Test
    void what_is_missing_is_said_with_who_needs_it_and_what_the_others_have() {
        ScriptSource source = new ScriptSource(Precision.FP32)
                .add(method("layer", "return self.attention(x, w)"), method("norm", "return x"));
        assertThatThrownBy(source::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("layer.py needs attention, which no fragment has.")
                .hasMessageContaining("norm.py has norm");
    }

    @Test
    void two_methods_of_one_name_are_refused_and_the_same_fragment_twice_is_one() {
        Fragment one = method("norm", "return x");
        assertThat(new ScriptSource(Precision.FP32).add(one, one).build()).containsOnlyOnce("def norm");
        Fragment other = Fragment.text("other.py", "def norm(self, x: Tensor) -> Tensor:\n    return x + 1\n");
        assertThatThrownBy(
                        () -> new ScriptSource(Precision.FP32).add(one, other).build())
                .hasMessage("norm.py and other.py both have a method norm");
    }

    @Test
    void constants_and_weights_without_a_value_are_refused() {
        assertThatThrownBy(() -> new ScriptSource(Precision.FP32)
                        .add(method("f", "return x * SCALE"))
                        .build())
                .hasMessage("f.py has no value for the constant SCALE");
        assertThatThrownBy(() -> new ScriptSource(Precision.FP32)
                        .add(method("f", "return x * w.scale"))
                        .build())
                .hasMessageContaining("f.py names the weight w.scale");
        assertThatThrownBy(() -> method("f", "return x").constant("SCALE", 2)).hasMessage("f.py has no constant SCALE");
    }

    @Test
    void a_joined_script_runs_and_its_gradients_are_those_of_its_weights() {
        Fragment fragment = Fragment.text(
                        "line.py",
                        """
                        def line(self, x: Tensor, w: List[Tensor]) -> Tensor:
                            \"""(N) to (N): weight x + bias, COUNTED in no constant.\"""
                            # A comment with a CONSTANT.
                            return w.line.weight * x + w.line.bias * TWO

                        def slopes(self, x: Tensor, w: List[Tensor]) -> List[Tensor]:
                            p = self.leaves(w, 0)
                            return self.differentiated(self.line(x, p).sum(), p)
                        """)
                .weights(ParameterLayout.of(List.of("line.weight", "line.bias", "unused")))
                .constant("TWO", 2.0);
        try (EngineContext engine = TestEngine.start();
                NDManager m = engine.manager().newSubManager();
                Script script =
                        Script.load(engine, new ScriptSource(Precision.FP32).add(fragment, Fragment.GRADIENTS))) {
            List<NDArray> w = List.of(m.create(3f), m.create(1f), m.create(7f));
            Arguments arguments = Arguments.of(m.create(new float[] {1, 2})).add(w);
            List<NDArray> slopes = script.call(m, "slopes", arguments);
            assertThat(slopes).extracting(NDArray::getFloat).containsExactly(3f, 4f, 0f);
        }
    }
}
