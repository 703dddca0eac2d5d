def weight_leaves(self, w: List[Tensor], first: int) -> List[Tensor]:
    """As leaves, with the weights of matrix products in the precision of these, so that none is converted where used."""
    p = w[:]
    for i in PRODUCTS:
        p[i] = w[i].to(DTYPE)
    return self.leaves(p, first)
