def layer_shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> List[Tensor]:
    """The values that all layers share, computed once."""
    return self.attention_shared(x, valid, w)


def layer(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to (B, T, D): attention and feed-forward, each added to its input and then normalised (Base)."""
    a = self.attention(x, shared, w.attention, noise, train)
    return self.after_attention(x, a, w.feed_forward, w.layer_norm, w.final_layer_norm, noise, train)
