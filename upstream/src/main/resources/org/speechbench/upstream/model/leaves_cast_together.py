def together(self, x: List[Tensor], dtype: int) -> List[Tensor]:
    """Contiguous copies of another type, which are parts of one tensor, from few kernels for all."""
    if len(x) == 0:
        return x
    return self.parted(self.joined(x).to(dtype), x)


def weight_leaves(self, w: List[Tensor], first: int) -> List[Tensor]:
    """As leaves, with the weights of matrix products in the precision of these, to which they are converted together."""
    wide: List[Tensor] = []
    for i in PRODUCTS:
        wide.append(w[i])
    narrow = self.together(wide, DTYPE)
    p = w[:]
    at = 0
    for i in PRODUCTS:
        p[i] = narrow[at]
        at += 1
    return self.leaves(p, first)


def weight_gradients(self, loss: Tensor, leaves: List[Tensor]) -> List[Tensor]:
    """As differentiated, for leaves of weight_leaves; narrow gradients are converted together."""
    out = self.leaf_gradients(loss, leaves)
    narrow: List[Tensor] = []
    for g in out:
        if not g.dtype == 6:
            narrow.append(g)
    wide = self.together(narrow, 6)
    at = 0
    for i in range(len(out)):
        if not out[i].dtype == 6:
            out[i] = wide[at]
            at += 1
    return out
