def layer_shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> List[Tensor]:
    """The values that all layers share, computed once."""
    return self.attention_shared(x, valid, w)


def layer(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to (B, T, D): attention and feed-forward, each added to its input and then normalised (Base)."""
    a = self.attention(x, shared, w.attention, noise, train)
    h = self.norm(x + self.dropped(a, noise, train).float(), w.layer_norm)
    f = self.feed_forward(h, w.feed_forward, train)
    return self.norm(h + self.dropped(f, noise, train).float(), w.final_layer_norm)
