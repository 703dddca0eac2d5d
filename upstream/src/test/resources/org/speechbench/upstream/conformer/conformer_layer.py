def layer_shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> List[Tensor]:
    """What all layers share: that of attention, then the valid frames."""
    return self.attention_shared(x, valid, w) + [valid]


def layer(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to (B, T, D): half a feed-forward, attention, convolution, half a feed-forward, norm."""
    x = x + self.half_step(x, w.first_half, noise, train)
    a = self.attention(self.norm(x, w.attention_norm), shared, w.attention, noise, train)
    x = x + self.dropped(a, noise, train).float()
    x = x + self.dropped(self.convolved(x, shared[-1], w.convolution), noise, train)
    x = x + self.half_step(x, w.second_half, noise, train)
    return self.norm(x, w.final_norm)
