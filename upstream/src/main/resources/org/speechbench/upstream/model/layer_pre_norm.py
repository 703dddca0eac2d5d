def layer_shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> List[Tensor]:
    """The values that all layers share, computed once."""
    return self.attention_shared(x, valid, w)


def layer(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to (B, T, D): attention and feed-forward of the normalised input, each added to it (Large)."""
    a = self.attention(self.norm(x, w.layer_norm), shared, w.attention, noise, train)
    h = x + self.dropped(a, noise, train).float()
    f = self.feed_forward(self.norm(h, w.final_layer_norm), w.feed_forward, train)
    return h + self.dropped(f, noise, train).float()
