def weight_leaves(self, w: List[Tensor], first: int) -> List[Tensor]:
    """As leaves, all in fp32: each use of a weight in a matrix product converts it."""
    return self.leaves(w, first)


def weight_gradients(self, loss: Tensor, leaves: List[Tensor]) -> List[Tensor]:
    """As differentiated, for leaves of weight_leaves."""
    return self.differentiated(loss, leaves)
