def heads_of_layer(self, states: List[Tensor], layer: int, w: List[Tensor]) -> List[Tensor]:
    """States (B, T, D) of every layer to the queries, keys and values (B, H, T, D / H) of one of them, counted from 1."""
    l = layer - 1
    return self.layer_heads(states[l], w.layers[l])
