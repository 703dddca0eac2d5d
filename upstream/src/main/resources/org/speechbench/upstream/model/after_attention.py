def after_attention(
    self,
    x: Tensor,
    a: Tensor,
    feed_forward: List[Tensor],
    layer_norm: List[Tensor],
    final_layer_norm: List[Tensor],
    noise: Tensor,
    train: bool,
) -> Tensor:
    """The input x (B, T, D) of a layer and the output a of its attention to the output (B, T, D) of the layer (Base)."""
    h = self.norm(x + self.dropped(a, noise, train).float(), layer_norm)
    f = self.feed_forward(h, feed_forward, train)
    return self.norm(h + self.dropped(f, noise, train).float(), final_layer_norm)
