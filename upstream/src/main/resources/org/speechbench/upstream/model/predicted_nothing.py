def predicted(self, states: List[Tensor], w: List[Tensor]) -> List[Tensor]:
    """States (B, T, D) of a model that predicts no others."""
    return states
