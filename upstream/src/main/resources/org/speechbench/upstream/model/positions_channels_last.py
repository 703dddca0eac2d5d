def positions(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, T, D): what is added to the input; a convolution over time with the channels last."""
    weight = self.positional_weight(w).unsqueeze(2)
    h = x.to(POSITIONAL_DTYPE).unsqueeze(1).permute([0, 3, 1, 2])
    p = torch.conv2d(h, weight, w.bias.to(POSITIONAL_DTYPE), [1, 1], [0, PADDING], [1, 1], GROUPS)
    # An even kernel produces one frame too many.
    q = p.narrow(3, 0, x.size(1)).permute([0, 2, 3, 1]).squeeze(1)
    return torch.gelu(q.contiguous()).float()
