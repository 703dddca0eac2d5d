def leaves(self, w: List[Tensor], first: int) -> List[Tensor]:
    """The weights as leaves of a graph, of which those from the first on are differentiated. Starts recording."""
    torch.set_grad_enabled(True)
    out: List[Tensor] = []
    for i in range(len(w)):
        out.append(w[i].detach().requires_grad_(i >= first))
    return out


def leaf_gradients(self, loss: Tensor, leaves: List[Tensor]) -> List[Tensor]:
    """The gradient of a scalar by each leaf, in the type of the leaf, 0 where it does not depend on it. Ends recording."""
    found = torch.grad([loss], leaves, None, None, False, True)
    torch.set_grad_enabled(False)
    out: List[Tensor] = []
    for i in range(len(leaves)):
        g = found[i]
        out.append(torch.zeros_like(leaves[i]) if g is None else g)
    return out


def differentiated(self, loss: Tensor, leaves: List[Tensor]) -> List[Tensor]:
    """The gradient (fp32) of a scalar by each leaf, 0 where it does not depend on it. Ends recording."""
    out: List[Tensor] = []
    for g in self.leaf_gradients(loss, leaves):
        out.append(g.float())
    return out
