def layer_heads(self, x: Tensor, w: List[Tensor]) -> List[Tensor]:
    """The input (B, T, D) of a layer to the queries, keys and values (B, H, T, D / H) of its attention."""
    return self.attention_heads(x, w.attention)
