def encoded(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """One value of the positions (B, T, D) of frames x; w are the weights in the form that frozen models take."""
    return self.positions(x, torch.zeros([0], device=x.device), w).sum()


def trained(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """The sum of all gradients of the positions (B, T, D) of frames x, with respect to these and the weights."""
    leaves = self.leaves([x] + w, 0)
    y = self.positions(leaves[0], torch.zeros([0], device=x.device), leaves[1:])
    total = torch.zeros([], device=x.device)
    for g in self.differentiated(y.square().sum(), leaves):
        total = total + g.sum()
    return total
