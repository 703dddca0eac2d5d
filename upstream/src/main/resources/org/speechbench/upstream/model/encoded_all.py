def encoded(self, states: List[Tensor], w: List[Tensor]) -> List[Tensor]:
    """States (B, T, D) of the layers to the hidden states: these, and after them what is predicted from them."""
    return self.predicted(states, w)
