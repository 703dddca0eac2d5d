def head_stack(self, x: Tensor) -> Tensor:
    """(B, T, D) to (B, T / FACTOR, D * FACTOR), zeros filled in."""
    b, t, d = x.size()
    n = (t + FACTOR - 1) // FACTOR
    return torch.constant_pad_nd(x, [0, 0, 0, n * FACTOR - t], 0.).reshape([b, n, d * FACTOR])


def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    """(B, T, D) to (B, T / FACTOR, C)."""
    frames = torch.floor_divide(lengths + (FACTOR - 1), FACTOR)
    p = torch.linear(self.head_stack(x), w.projection.weight, w.projection.bias)
    h = self.head_layers(p, frames, w.layers, train)
    return torch.linear(h, w.output.weight, w.output.bias)
