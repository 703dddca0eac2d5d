def positional_weight(self, w: List[Tensor]) -> Tensor:
    """(D, D / G, K): the weight of the convolution; weight_v is the weight itself where weight_g is empty."""
    if w.weight_g.numel() > 0:
        return self.normalized_weight(w.weight_g, w.weight_v)
    return w.weight_v


def prepared_positions(self, w: List[Tensor]) -> List[Tensor]:
    """The weights in the form that frozen models take: normalised once."""
    return [torch.zeros([0], device=w.weight_g.device), self.normalized_weight(w.weight_g, w.weight_v), w.bias]
