def encoded(self, states: List[Tensor], w: List[Tensor]) -> List[Tensor]:
    """States (B, T, D) of the layers to the only hidden state: what the last head predicts from them."""
    return [self.predicted(states, w)[-1]]
