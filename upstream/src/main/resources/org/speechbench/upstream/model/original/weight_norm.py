def normalized_weight(self, g: Tensor, v: Tensor) -> Tensor:
    """Weight norm, one gain for each position of the kernel."""
    return (v * (g / torch.norm(v, 2, [0, 1], True))).to(POSITIONAL_DTYPE)
