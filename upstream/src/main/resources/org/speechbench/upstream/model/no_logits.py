def logits(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """The states (S, D) themselves, of a network whose logits nobody asks for."""
    return x
