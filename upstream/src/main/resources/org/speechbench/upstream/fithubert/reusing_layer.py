def reusing_layer(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -> Tensor:
    """(B, T, D) to (B, T, D), with the attention map (B * H, T, T) that was appended last to what is shared."""
    v = self.affine(x, w.attention.v_proj)
    a = self.affine(self.attended(shared[-1], v), w.attention.out_proj)
    return self.after_attention(x, a, w.feed_forward, w.layer_norm, w.final_layer_norm, noise, train)
