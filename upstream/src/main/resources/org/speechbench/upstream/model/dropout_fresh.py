def dropout_noise(self, f: Tensor) -> Tensor:
    """What masks of a step are made of: nothing."""
    return torch.zeros([0], device=f.device)


def dropped(self, x: Tensor, noise: Tensor, train: bool) -> Tensor:
    """x with dropout."""
    return torch.dropout(x, DROPOUT, train)
