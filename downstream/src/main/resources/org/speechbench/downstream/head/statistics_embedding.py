def head_unit(self, x: Tensor) -> Tensor:
    """Rows (B, E) divided by their lengths."""
    return x / torch.clamp_min(torch.norm(x, 2, [1], True), 1e-12)


def head_embed(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    """Mean and deviation (B, 2, D) to (B, E) of length 1."""
    return self.head_unit(torch.linear(x.reshape([x.size(0), -1]), w.embedding.weight, w.embedding.bias))


def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    """Mean and deviation (B, 2, D) to cosines (B, C)."""
    return torch.linear(self.head_embed(x, lengths, w), self.head_unit(w.classes.weight))
