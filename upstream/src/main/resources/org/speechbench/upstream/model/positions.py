def normalized_weight(self, g: Tensor, v: Tensor) -> Tensor:
    """Weight norm, one gain for each position of the kernel."""
    scale = g * torch.rsqrt(torch.sum(torch.square(v), [0, 1], True))
    return (v * scale).to(POSITIONAL_DTYPE)


def positions(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, T, D): what is added to the input; a convolution over time with the channels last."""
    weight = self.positional_weight(w).unsqueeze(2)
    h = x.to(POSITIONAL_DTYPE).unsqueeze(1).permute([0, 3, 1, 2])
    p = torch.conv2d(h, weight, w.bias.to(POSITIONAL_DTYPE), [1, 1], [0, PADDING], [1, 1], GROUPS)
    # An even kernel produces one frame too many.
    q = p.narrow(3, 0, x.size(1)).permute([0, 2, 3, 1]).squeeze(1)
    return torch.gelu(q.contiguous()).float()
