def leaves(self, w: List[Tensor], first: int) -> List[Tensor]:
    """The weights as leaves of a graph, of which those from the first on are differentiated. Starts recording."""
    torch.set_grad_enabled(True)
    out: List[Tensor] = []
    for i in range(len(w)):
        out.append(w[i].detach().requires_grad_(i >= first))
    return out


def differentiated(self, loss: Tensor, leaves: List[Tensor]) -> List[Tensor]:
    """The gradient (fp32) of a scalar by each leaf, 0 where it does not depend on it. Ends recording."""
    slopes = torch.grad([loss], leaves, None, None, False, True)
    torch.set_grad_enabled(False)
    out: List[Tensor] = []
    for i in range(len(leaves)):
        g = slopes[i]
        out.append(torch.zeros_like(leaves[i], dtype=6) if g is None else g.float())
    return out
