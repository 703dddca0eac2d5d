def normalized_weight(self, g: Tensor, v: Tensor) -> Tensor:
    """Weight norm, one gain for each position of the kernel."""
    return (v * (g / torch.norm(v, 2, [0, 1], True))).to(POSITIONAL_DTYPE)


def positions(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, T, D): what is added to the input."""
    h = x.to(POSITIONAL_DTYPE).transpose(1, 2)
    weight = self.positional_weight(w)
    p = torch.conv1d(h, weight, w.bias.to(POSITIONAL_DTYPE), [1], [PADDING], [1], GROUPS)
    q = p.narrow(2, 0, x.size(1)).transpose(1, 2)
    return torch.gelu(q.contiguous()).float()
