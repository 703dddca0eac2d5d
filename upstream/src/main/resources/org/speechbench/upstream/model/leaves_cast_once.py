def weight_leaves(self, w: List[Tensor], first: int) -> List[Tensor]:
    """As leaves, with the weights of matrix products in the precision of these, so that none is converted where used."""
    p = w[:]
    for i in PRODUCTS:
        p[i] = w[i].to(DTYPE)
    return self.leaves(p, first)


def weight_gradients(self, loss: Tensor, leaves: List[Tensor]) -> List[Tensor]:
    """As differentiated, for leaves of weight_leaves."""
    return self.differentiated(loss, leaves)
