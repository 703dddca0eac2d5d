def weight_leaves(self, w: List[Tensor], first: int) -> List[Tensor]:
    """As leaves, all in fp32: each use of a weight in a matrix product converts it."""
    return self.leaves(w, first)
