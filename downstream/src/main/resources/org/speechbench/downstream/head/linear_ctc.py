def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    """(B, T, D) to (B, T, C)."""
    p = torch.linear(x, w.projection.weight, w.projection.bias)
    return torch.linear(p, w.output.weight, w.output.bias)
