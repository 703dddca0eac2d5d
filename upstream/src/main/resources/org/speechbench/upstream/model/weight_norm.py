def normalized_weight(self, g: Tensor, v: Tensor) -> Tensor:
    """Weight norm, one gain for each position of the kernel."""
    scale = g * torch.rsqrt(torch.sum(torch.square(v), [0, 1], True))
    return (v * scale).to(POSITIONAL_DTYPE)
