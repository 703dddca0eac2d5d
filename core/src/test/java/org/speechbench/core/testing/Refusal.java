package org.speechbench.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.speechbench.core.UserError;

/** Asserts that something is the user's error. */
public final class Refusal {
    private Refusal() {}

    /** Runs what must end with a {@link UserError} that says all of these, in its message or its remedy. */
    public static void assertRefused(ThrowingCallable action, String... parts) {
        assertThatThrownBy(action).isInstanceOfSatisfying(UserError.class, error -> List.of(parts)
                .forEach(part ->
                        assertThat(error.getMessage() + " " + error.remedy()).contains(part)));
    }
}
