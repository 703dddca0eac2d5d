def weighted(self, h: Tensor, weights: Tensor) -> Tensor:
    """(L, B, T, D) to (B, T, D): the sum of the layers with weights (1, L)."""
    layers, b, t, d = h.size()
    return (weights @ h.reshape([layers, -1])).reshape([b, t, d])
