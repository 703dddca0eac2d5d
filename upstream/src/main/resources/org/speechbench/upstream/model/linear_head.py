def logits(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """(S, D) to (S, C)."""
    return self.affine(x, w).float()


def class_count(self, w: List[Tensor]) -> int:
    """C, the number of classes."""
    return w.weight.size(0)
