def encoded(self, states: List[Tensor], w: List[Tensor]) -> List[Tensor]:
    """States (B, T, D) of the layers, which are the hidden states."""
    return states
