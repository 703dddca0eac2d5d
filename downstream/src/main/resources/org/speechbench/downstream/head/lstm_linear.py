def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    """(B, T, D) to (B, T, C)."""
    h = x
    for l in range(LAYERS):
        h = self.head_lstm(h, w.layers[l], 1, train)
    return torch.linear(h, w.output.weight, w.output.bias)
