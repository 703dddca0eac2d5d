def positions(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, T, D): what is added to the input; a convolution over time with the channels before it."""
    h = x.to(POSITIONAL_DTYPE).transpose(1, 2).contiguous()
    weight = self.positional_weight(w)
    p = torch.conv1d(h, weight, w.bias.to(POSITIONAL_DTYPE), [1], [PADDING], [1], GROUPS)
    # An even kernel produces one frame too many.
    q = p.narrow(2, 0, x.size(1)).transpose(1, 2)
    return torch.gelu(q.contiguous()).float()
