def time_reduced(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) of an encoder that keeps all frames."""
    return x


def time_reduced_valid(self, valid: Tensor) -> Tensor:
    """(B, T), which is 0 in padded frames and empty where nothing is padded."""
    return valid
